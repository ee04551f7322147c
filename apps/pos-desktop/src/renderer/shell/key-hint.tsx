import type { ReactNode } from 'react';
import classes from './key-hint.module.css';

/** The key that does the same as the button it stands on. */
export function KeyHint({ name }: { readonly name: string }): ReactNode {
  return (
    <kbd className={classes['key']} aria-hidden>
      {name}
    </kbd>
  );
}
