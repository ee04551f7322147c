import type { AnyAction } from './actions.ts';

/** What the keys do at one place of the page. */
export type Acts = { readonly [A in AnyAction]?: (() => void) | undefined };

/** Over everything, where only its own keys count: sign-in, lock. */
export const CURTAIN_LAYER = 100;

/**
 * Who hears a key: what lies on top. The page is layer 0, each dialog over it one more; `any` is heard wherever no curtain
 * hangs. Among several at one layer, the latest is heard.
 */
export type KeyDesk = {
  /** Takes part until the answer is called; `acts` is asked at each key. */
  readonly bind: (layer: number | 'any', acts: () => Acts) => () => void;
  /** Something lies over the page until the answer is called. */
  readonly open: (layer: number) => () => void;
  readonly topLayer: () => number;
  readonly find: (action: AnyAction) => (() => void) | undefined;
  /** Everything that a key would do now. */
  readonly listActive: () => ReadonlyMap<AnyAction, () => void>;
};

type Binding = { readonly layer: number | 'any'; readonly acts: () => Acts };

export function createKeyDesk(): KeyDesk {
  const bindings = new Set<Binding>();
  const layers: number[] = [];
  const topLayer = (): number => Math.max(0, ...layers);

  function listHeard(): readonly Acts[] {
    const top = topLayer();
    const heard = [...bindings].filter(({ layer }) => (layer === 'any' ? top < CURTAIN_LAYER : layer === top));
    return heard.map(({ acts }) => acts());
  }
  function listActive(): ReadonlyMap<AnyAction, () => void> {
    const active = new Map<AnyAction, () => void>();
    for (const acts of listHeard()) {
      for (const [action, act] of entriesOf(acts)) active.set(action, act);
    }
    return active;
  }
  return {
    bind: (layer, acts) => {
      const binding = { layer, acts };
      bindings.add(binding);
      return () => bindings.delete(binding);
    },
    open: (layer) => {
      layers.push(layer);
      return () => layers.splice(layers.indexOf(layer), 1);
    },
    topLayer,
    find: (action) => listActive().get(action),
    listActive,
  };
}

function entriesOf(acts: Acts): readonly (readonly [AnyAction, () => void])[] {
  return Object.entries(acts).flatMap(([action, act]) => (act !== undefined && isAction(action, acts) ? [[action, act] as const] : []));
}

function isAction(name: string, acts: Acts): name is AnyAction {
  return Object.hasOwn(acts, name);
}
