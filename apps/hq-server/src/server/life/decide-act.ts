import { err, ok, type Result, unreachable } from '@jifen/core';
import type { IncarnationState } from '@jifen/sync';

/**
 * What a person may decide about a life of a till's database.
 *
 *   from          start_draining  stop_draining  declare_lost  unfreeze  close_recovered  write_off    compensate
 *   active        draining        –              in_doubt      –         –                –            –
 *   draining      –               active         in_doubt      –         –                –            –
 *   frozen        –               –              in_doubt      active    closed           written_off  –
 *   in_doubt      –               –              –             –         closed           written_off  –
 *   forked        –               –              –             –         closed           written_off  –
 *   closed        –               –              –             –         –                –            –
 *   written_off   –               –              –             –         –                –            written_off
 */
export const LIFE_ACTS = [
  'start_draining',
  'stop_draining',
  'declare_lost',
  'unfreeze',
  'close_recovered',
  'write_off',
  'compensate',
] as const;
export type LifeAct = (typeof LIFE_ACTS)[number];

const NEXT: { readonly [State in IncarnationState]: { readonly [Act in LifeAct]?: IncarnationState } } = {
  active: { start_draining: 'draining', declare_lost: 'in_doubt' },
  draining: { stop_draining: 'active', declare_lost: 'in_doubt' },
  frozen: { declare_lost: 'in_doubt', unfreeze: 'active', close_recovered: 'closed', write_off: 'written_off' },
  in_doubt: { close_recovered: 'closed', write_off: 'written_off' },
  forked: { close_recovered: 'closed', write_off: 'written_off' },
  closed: {},
  written_off: { compensate: 'written_off' },
};

/** The "no" names the state, because that says what can be done instead. */
export type ActProblem = {
  readonly code:
    | 'life_is_active'
    | 'life_is_draining'
    | 'life_is_frozen'
    | 'life_is_in_doubt'
    | 'life_is_forked'
    | 'life_is_closed'
    | 'life_is_written_off';
};

/** The state after the act. */
export function decideAct(state: IncarnationState, act: LifeAct): Result<IncarnationState, ActProblem> {
  const next = NEXT[state][act];
  return next === undefined ? err(problemOf(state)) : ok(next);
}

/** What can be decided in this state. */
export function actsIn(state: IncarnationState): readonly LifeAct[] {
  return LIFE_ACTS.filter((act) => NEXT[state][act] !== undefined);
}

function problemOf(state: IncarnationState): ActProblem {
  switch (state) {
    case 'active':
      return { code: 'life_is_active' };
    case 'draining':
      return { code: 'life_is_draining' };
    case 'frozen':
      return { code: 'life_is_frozen' };
    case 'in_doubt':
      return { code: 'life_is_in_doubt' };
    case 'forked':
      return { code: 'life_is_forked' };
    case 'closed':
      return { code: 'life_is_closed' };
    case 'written_off':
      return { code: 'life_is_written_off' };
  }
  return unreachable(state);
}
