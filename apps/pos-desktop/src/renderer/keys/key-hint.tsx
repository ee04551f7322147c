import type { ReactNode } from 'react';
import type { ActionName } from './actions.ts';
import classes from './key-hint.module.css';
import { useKeyLabel } from './use-keys.ts';

/** The key that does the same as the button it stands on, as this till has it. */
export function KeyHint({ action }: { readonly action: ActionName }): ReactNode {
  const label = useKeyLabel(action);
  return label === null ? null : <KeyCap name={label} />;
}

/** A key by its name. */
export function KeyCap({ name }: { readonly name: string }): ReactNode {
  return (
    <kbd className={classes['key']} aria-hidden>
      {name}
    </kbd>
  );
}
