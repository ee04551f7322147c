import type { SqliteHandle } from '@jifen/platform';
import type { HqSchema } from '../store/schema.ts';
import type { EventRow } from './log-row.ts';

type LifeTime = Pick<HqSchema['incarnation'], 'branch_id' | 'incarnation' | 'previous_incarnation' | 'first_seen_at' | 'last_exchange_at'>;

/** Whether the life that wrote an event brought it itself, while no later life had taken its branch over. */
export type LifeTimes = { readonly hasSpoken: (row: EventRow) => boolean };

/** HQ's log tells that a life was replaced after what that life's successor brought of it; HQ's notes of its lives tell it in time. */
export function readLifeTimes(db: SqliteHandle): LifeTimes {
  const rows = db
    .prepare<[], LifeTime>('select branch_id, incarnation, previous_incarnation, first_seen_at, last_exchange_at from incarnation')
    .all();
  const keyOf = (branch: string, incarnation: string) => `${branch}/${incarnation}`;
  const rowByLife = new Map(rows.map((row) => [keyOf(row.branch_id, row.incarnation), row]));
  const endByLife = new Map<string, number>();
  for (const { branch_id, previous_incarnation, first_seen_at } of rows) {
    if (previous_incarnation !== null) endByLife.set(keyOf(branch_id, previous_incarnation), first_seen_at);
  }
  return {
    hasSpoken: ({ branch_id, incarnation, received_at }) => {
      const key = keyOf(branch_id, incarnation);
      const end = endByLife.get(key);
      // One that HQ only ever heard of from its successor never spoke.
      return typeof rowByLife.get(key)?.last_exchange_at === 'number' && (end === undefined || received_at < end);
    },
  };
}
