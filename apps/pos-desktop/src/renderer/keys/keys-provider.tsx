import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useSettings } from '../settings/queries.ts';
import { focusTypingField } from './field-text.ts';
import { createKeyDesk, CURTAIN_LAYER } from './key-desk.ts';
import { actionsByKey, keyMapOf } from './key-map.ts';
import { listenToKeys } from './listen-to-keys.ts';
import { KeysContextProvider, LayerProvider, useKeyDesk, useKeys, useLayer } from './use-keys.ts';

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

export type KeyLayerProps = {
  readonly isCurtain?: boolean;
  /** What Esc does here: it closes the one thing on top, and no more. */
  readonly onBack?: () => void;
  readonly children: ReactNode;
};

/** Around what lies over the page: the keys below rest, and so does the scanner. Once it is gone, the focus is where it was. */
export function KeyLayer({ isCurtain = false, onBack, children }: KeyLayerProps): ReactNode {
  const { desk } = useKeyDesk();
  const below = useLayer();
  const layer = isCurtain ? CURTAIN_LAYER : below + 1;
  // Before anything in here takes it.
  const [under] = useState(() => document.activeElement);
  useLayoutEffect(() => desk.open(layer), [desk, layer]);
  useLayoutEffect(() => () => void requestAnimationFrame(() => giveFocusBack(under)), [under]);
  return (
    <LayerProvider value={layer}>
      {onBack !== undefined && <Back onBack={onBack} />}
      {children}
    </LayerProvider>
  );
}

function Back({ onBack }: { readonly onBack: () => void }): ReactNode {
  useKeys({ back: onBack });
  return null;
}

/** Whoever took the focus meanwhile keeps it. */
function giveFocusBack(element: Element | null): void {
  if (document.activeElement !== document.body && document.activeElement !== element) return;
  if (!(element instanceof HTMLElement) || !element.isConnected || element === document.body) focusTypingField();
  else {
    // A modal dialog gives back the focus without the caret: the field would hear keys and type nothing.
    element.blur();
    element.focus();
  }
}
