/** What may have changed for a page that is open. */
export type ChangeTopic =
  | 'sync'
  | 'member'
  | 'sale'
  | 'redemption'
  | 'stock'
  | 'reference'
  | 'staff'
  | 'journal'
  | 'shift'
  | 'paper'
  | 'print'
  | 'copy'
  | 'settings';

type Listener = (topics: readonly ChangeTopic[]) => void;

/** Tells open pages, after a commit, what to read again. */
export type Changes = {
  tell(...topics: readonly ChangeTopic[]): void;
  /** The answer ends the subscription. */
  listen(listener: Listener): () => void;
  count(): number;
};

export function createChanges(): Changes {
  const listeners = new Set<Listener>();
  return {
    tell: (...topics) => listeners.forEach((listener) => listener(topics)),
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    count: () => listeners.size,
  };
}
