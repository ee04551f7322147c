import type { BranchId, Incarnation, MemberId } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import { type Kysely, sql } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';

/** What one incarnation holds of a member, by HQ's view. */
export type HeldRights = { readonly member: MemberId; readonly branch: BranchId; readonly incarnation: Incarnation; readonly n: number };

const held = sql<number>`rights.granted + rights.earned + rights.restored - rights.spent - rights.clawed - rights.returned`;

/** Rights of these members at incarnations that can still give them back, without those of `here`. */
export async function listHeldElsewhere(db: Kysely<HqSchema>, here: Writer, members: Iterable<MemberId>): Promise<HeldRights[]> {
  const all = await listHeld(db, members);
  return all.filter(({ incarnation }) => incarnation !== here.incarnation);
}

export async function listHeld(db: Kysely<HqSchema>, members: Iterable<MemberId>): Promise<HeldRights[]> {
  return await loadByKeys(members, (list) =>
    db
      .selectFrom('rights')
      .innerJoin('incarnation', (join) =>
        join.onRef('incarnation.branch_id', '=', 'rights.branch_id').onRef('incarnation.incarnation', '=', 'rights.incarnation'),
      )
      .where('rights.member_id', 'in', list)
      .where('incarnation.state', 'in', ['active', 'draining', 'frozen'])
      .where(held, '>', 0)
      .groupBy(['rights.member_id', 'rights.branch_id', 'rights.incarnation'])
      .select(['rights.member_id as member', 'rights.branch_id as branch', 'rights.incarnation as incarnation'])
      .select((eb) => eb.fn.sum<number>(held).as('n'))
      .execute(),
  );
}
