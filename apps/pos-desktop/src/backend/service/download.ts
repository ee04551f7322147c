/** How far the till is in reading what HQ has for it: the first time that is everything. */
export type DownloadState = { readonly cursor: number; readonly head: number };

export type Download = {
  /** Null: there is nothing left to read. */
  state(): DownloadState | null;
  note(answer: { readonly cursor: number; readonly feedHead: number; readonly hasMore: boolean }): void;
};

/** Only in memory: after a restart the next answer tells it again. */
export function createDownload(): Download {
  let state: DownloadState | null = null;
  return {
    state: () => state,
    // An HQ of an earlier version does not say where its feed ends.
    note: ({ cursor, feedHead, hasMore }) => {
      state = hasMore && feedHead > 0 ? { cursor, head: feedHead } : null;
    },
  };
}
