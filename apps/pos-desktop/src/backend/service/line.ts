/**
 * How it stands with HQ, as far as this process knows. Before the first exchange nothing is known.
 *
 *   unknown ──exchange──► syncing ──► online | network_down | hq_unreachable | refused | error
 *   any ──cut (demo)──► line_cut ──heal──► unknown
 */
export type LineState = 'unknown' | 'online' | 'syncing' | 'network_down' | 'hq_unreachable' | 'refused' | 'error' | 'line_cut';

export type Line = {
  state(): LineState;
  /** The code behind `refused` and `error`. */
  code(): string | null;
  set(state: Exclude<LineState, 'line_cut' | 'network_down'>, code?: string): void;
  isCut(): boolean;
  cut(isCut: boolean): void;
  /** Whether HQ answered last time. */
  isUp(): boolean;
};

/** `hasNetwork`: whether this machine is in any network; where it is in none, HQ is not to blame. */
export function createLine(hasNetwork: () => boolean): Line {
  let state: LineState = 'unknown';
  let settled: LineState = 'unknown';
  let code: string | null = null;
  let isCut = false;
  return {
    state: () => (isCut ? 'line_cut' : state),
    code: () => code,
    set: (next, nextCode) => {
      state = next === 'hq_unreachable' && !hasNetwork() ? 'network_down' : next;
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
