import type { BranchId } from '@jifen/core';

/** Tells the tills that are listening that there is something for them. Only a hint: what there is, an exchange says. */
export type Pokes = {
  /** `null`: every branch. */
  poke(branch: BranchId | null): void;
  /** The answer ends the subscription. */
  subscribe(branch: BranchId, listener: () => void): () => void;
};

export function createPokes(): Pokes {
  const listenersByBranch = new Map<BranchId, Set<() => void>>();
  const tell = (listeners: ReadonlySet<() => void>) => {
    for (const listener of listeners) listener();
  };
  return {
    poke: (branch) => {
      if (branch !== null) tell(listenersByBranch.get(branch) ?? new Set());
      else for (const listeners of listenersByBranch.values()) tell(listeners);
    },
    subscribe: (branch, listener) => {
      const listeners = listenersByBranch.get(branch) ?? new Set();
      listenersByBranch.set(branch, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) listenersByBranch.delete(branch);
      };
    },
  };
}
