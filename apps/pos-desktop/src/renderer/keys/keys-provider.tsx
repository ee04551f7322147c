import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useSettings } from '../settings/queries.ts';
import { createKeyDesk, CURTAIN_LAYER } from './key-desk.ts';
import { actionsByKey, keyMapOf } from './key-map.ts';
import { listenToKeys } from './listen-to-keys.ts';
import { KeysContextProvider, LayerProvider, useKeyDesk, useLayer } from './use-keys.ts';

/** The keys of this till, as its settings have them. */
export function KeysProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { keys: chosen, scanner } = useSettings();
  const [desk] = useState(createKeyDesk);
  const keys = useMemo(() => ({ desk, map: keyMapOf(chosen) }), [desk, chosen]);
  const now = useRef({ actions: actionsByKey(keys.map), holdMs: scanner.maxGapMs });
  useEffect(() => {
    now.current = { actions: actionsByKey(keys.map), holdMs: scanner.maxGapMs };
  }, [keys, scanner.maxGapMs]);
  useLayoutEffect(
    () => listenToKeys({ desk, actionOf: (chord) => now.current.actions.get(chord), holdMs: () => now.current.holdMs }),
    [desk],
  );
  return <KeysContextProvider value={keys}>{children}</KeysContextProvider>;
}

export type KeyLayerProps = { readonly isCurtain?: boolean; readonly children: ReactNode };

/** Around what lies over the page: the keys below rest, and so does the scanner. */
export function KeyLayer({ isCurtain = false, children }: KeyLayerProps): ReactNode {
  const { desk } = useKeyDesk();
  const below = useLayer();
  const layer = isCurtain ? CURTAIN_LAYER : below + 1;
  useLayoutEffect(() => desk.open(layer), [desk, layer]);
  return <LayerProvider value={layer}>{children}</LayerProvider>;
}
