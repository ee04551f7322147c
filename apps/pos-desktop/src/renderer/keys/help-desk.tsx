import { useState, type ReactNode } from 'react';
import type { AnyAction } from './actions.ts';
import { HelpDialog } from './help-dialog.tsx';
import { useKeyDesk, useKeysAnywhere } from './use-keys.ts';

/** Everything that a key would do at the moment when help was asked for; null: nobody asks. */
type Shown = ReadonlyMap<AnyAction, () => void> | null;

/** Lists what the keys do now, and does it. */
export function HelpDesk(): ReactNode {
  const { desk } = useKeyDesk();
  const [shown, setShown] = useState<Shown>(null);
  const open = (): void => setShown((now) => now ?? desk.listActive());
  useKeysAnywhere({ help: open, menu: open });
  if (shown === null) return null;
  return <HelpDialog active={shown} onClose={() => setShown(null)} />;
}
