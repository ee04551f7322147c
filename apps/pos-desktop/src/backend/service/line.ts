/**
 * How it stands with HQ, as far as this process knows. Before the first exchange nothing is known.
 *
 *   unknown ──exchange──► syncing ──► online | hq_unreachable | refused | error
 *   any ──cut (demo)──► line_cut ──heal──► unknown
 */
export type LineState = 'unknown' | 'online' | 'syncing' | 'hq_unreachable' | 'refused' | 'error' | 'line_cut';

export type Line = {
  state(): LineState;
  /** The code behind `refused` and `error`. */
  code(): string | null;
  set(state: Exclude<LineState, 'line_cut'>, code?: string): void;
  isCut(): boolean;
  cut(isCut: boolean): void;
  /** Whether HQ answered last time. */
  isUp(): boolean;
};

export function createLine(): Line {
  let state: LineState = 'unknown';
  let settled: LineState = 'unknown';
  let code: string | null = null;
  let isCut = false;
  return {
    state: () => (isCut ? 'line_cut' : state),
    code: () => code,
    set: (next, nextCode) => {
      state = next;
      if (next !== 'syncing') settled = next;
      code = nextCode ?? null;
    },
    isCut: () => isCut,
    cut: (next) => {
      isCut = next;
      state = 'unknown';
      settled = 'unknown';
    },
    isUp: () => !isCut && settled === 'online',
  };
}
