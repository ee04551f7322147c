import { type WorldKind, WORLD_KINDS } from '../plan.ts';
import type { Action } from './action.ts';
import { ACTIONS } from './all.ts';

/** How much more often an action comes in a world of the kind. */
const MORE: Readonly<Record<WorldKind, Readonly<Record<string, number>>>> = {
  mixed: {},
  lives: {
    'decide life': 15,
    'begin life': 10,
    'enrol again': 4,
    'enrol stranger': 4,
    'waive barrier': 3,
    exchange: 2,
    'unclaimed sale': 0,
  },
  orders: { 'place order': 6, consign: 7, 'cancel order': 6, 'ready order': 4, 'fulfil order': 3, 'release order': 3, adjust: 3 },
};

const WEIGHED = new Map(
  WORLD_KINDS.map((kind) => [
    kind,
    ACTIONS.map((action): Action => ({ ...action, weight: action.weight * (MORE[kind][action.name] ?? 1) })),
  ]),
);

export function actionsOf(kind: WorldKind): readonly Action[] {
  return WEIGHED.get(kind) ?? ACTIONS;
}
