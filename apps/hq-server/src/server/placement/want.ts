import { type MemberId, unixMs, type UnixMs } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import type { WantTable } from '../store/table/ledger-tables.ts';
import type { PlacementRule } from './policy.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** A member does not stand at a counter for longer; then the policy places the points again. */
export const WANT_MS = 10 * 60_000;

/** Where all points follow the member anyway, a want is a visit and nothing else. */
export function isWantKept({ policy, perBranchCap }: PlacementRule): boolean {
  return policy.kind !== 'last_visited' || perBranchCap !== null;
}

const WANTS = statement((sql, { members, since, until }: Span & { readonly members: readonly MemberId[] }) =>
  sql.selectFrom('want').selectAll().where('member_id', 'in', members).where('wanted_at', '>', since).where('wanted_at', '<', until),
);

/** The wants of these members that still count. */
export async function listWants(db: Kysely<HqSchema>, members: Iterable<MemberId>, now: UnixMs): Promise<WantTable[]> {
  const span = spanOf(now);
  return await loadByKeys(members, (list) => rowsOf(db, WANTS, { members: list, ...span }));
}

/** Notes who waits where, and forgets those who got their reward. */
export async function writeWants(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { wants, served }: { readonly wants: readonly WantTable[]; readonly served: Iterable<MemberId> },
): Promise<void> {
  await loadByKeys(served, async (list) => {
    await trx.deleteFrom('want').where('member_id', 'in', list).execute();
    return [];
  });
  await bulk.put(trx, 'want', wants);
}

/** Forgets wants that count no more, so many at most. The answer are their members: what a till got for them belongs where the policy says. */
export async function takeOldWants(
  trx: Transaction<HqSchema>,
  { now, limit }: { readonly now: UnixMs; readonly limit: number },
): Promise<readonly MemberId[]> {
  const { since, until } = spanOf(now);
  const old = trx
    .selectFrom('want')
    .select('member_id')
    .where((eb) => eb.or([eb('wanted_at', '<=', since), eb('wanted_at', '>=', until)]));
  const members = (await old.orderBy('member_id').limit(limit).execute()).map(({ member_id }) => member_id);
  if (members.length > 0) await trx.deleteFrom('want').where('member_id', 'in', members).execute();
  return members;
}

type Span = { readonly since: UnixMs; readonly until: UnixMs };

/** Wants of this time count. One from far ahead was noted while HQ's clock was wrong: it would count until the clock comes there. */
function spanOf(now: UnixMs): Span {
  return { since: unixMs(Math.max(0, now - WANT_MS)), until: unixMs(now + WANT_MS) };
}
