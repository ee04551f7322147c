import type { Acts } from './key-desk.ts';
import { useKeys } from './use-keys.ts';

/** What keys do on the layer in which this stands: inside a panel for what the panel's owner decides. */
export function KeyActs({ acts }: { readonly acts: Acts }): null {
  useKeys(acts);
  return null;
}
