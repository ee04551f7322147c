import { createFilledContext } from '@jifen/ui';
import { createContext, useContext, useEffect, useRef } from 'react';
import type { ActionName } from './actions.ts';
import { ariaOf, labelOf } from './chord.ts';
import type { Acts, KeyDesk } from './key-desk.ts';
import type { KeyMap } from './key-map.ts';

export type Keys = { readonly desk: KeyDesk; readonly map: KeyMap };

export const [KeysContextProvider, useKeyDesk] = createFilledContext<Keys>('keys need KeysProvider around them');

const Layer = createContext(0);
export const LayerProvider = Layer.Provider;

/** How many things lie under this one. */
export function useLayer(): number {
  return useContext(Layer);
}

/** What the keys do while this is on the screen and nothing lies over it. */
export function useKeys(acts: Acts, isWanted = true): void {
  const layer = useLayer();
  useBinding(layer, acts, isWanted);
}

/** What keys do over dialogs too; not under a curtain. */
export function useKeysAnywhere(acts: Acts): void {
  useBinding('any', acts, true);
}

/** How a key is printed; null where the action has none. */
export function useKeyLabel(action: ActionName): string | null {
  const chord = useKeyDesk().map[action];
  return chord === '' ? null : labelOf(chord);
}

/** For `aria-keyshortcuts`. */
export function useAriaKey(): (action: ActionName) => string | undefined {
  const { map } = useKeyDesk();
  return (action) => (map[action] === '' ? undefined : ariaOf(map[action]));
}

function useBinding(layer: number | 'any', acts: Acts, isWanted: boolean): void {
  const { desk } = useKeyDesk();
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => (isWanted ? desk.bind(layer, () => latest.current) : undefined), [desk, layer, isWanted]);
}
