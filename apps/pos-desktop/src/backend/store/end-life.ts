import { type RawBuilder, sql } from 'kysely';
import type { BranchTrx } from './open-branch-store.ts';

/** Rights of the life that ends stay as they are, and nobody spends them. */
export function freezeRights(trx: BranchTrx, incarnationNo: number): void {
  const counters = ['granted', 'earned', 'restored', 'spent', 'clawed', 'returned'] as const;
  trx.run(
    trx.sql
      .insertInto('past_rights')
      .columns(['incarnation_no', 'member_id', 'vintage', ...counters])
      .expression(trx.sql.selectFrom('rights').select([sql.val(incarnationNo).as('incarnation_no'), 'member_id', 'vintage', ...counters])),
  );
  trx.run(trx.sql.deleteFrom('rights'));
}

/**
 * What the branch itself did for each member is the ended life's part from now on, and no longer the branch's own: the totals that a
 * person sees stay as they were until HQ sends its own.
 */
export function foldCountersIntoSummaries(trx: BranchTrx): void {
  runRaw(trx, insertMissingSummaries);
  runRaw(trx, foldOwnParts);
  trx.run(trx.sql.deleteFrom('own_counter'));
  trx.run(trx.sql.deleteFrom('pending_return'));
}

/** What this branch changed and HQ has not judged is judged through the ended life's log; until then what HQ sends counts. */
export function forgetEdits(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('member_edit'));
  trx.run(trx.sql.updateTable('card').set({ seq: null }).where('seq', 'is not', null));
  trx.run(trx.sql.updateTable('staff_access').set({ pin_seq: null }).where('pin_seq', 'is not', null));
}

type Sums = Record<'rights' | 'pending' | 'gained' | 'owed' | 'purchases' | 'spend' | 'lastPurchase', RawBuilder<number>>;

const ofMember = (column: string, table: string): RawBuilder<number> =>
  sql`coalesce((select ${sql.raw(column)} from ${sql.table(table)} own where own.member_id = member_summary.member_id), 0)`;

const sums: Sums = {
  rights: ofMember('sum(granted + earned + restored - spent - clawed - returned)', 'rights'),
  pending: ofMember('sum(n)', 'pending_return'),
  gained: ofMember('gained - lost', 'own_counter'),
  owed: ofMember('owed', 'own_counter'),
  purchases: ofMember('purchases', 'own_counter'),
  spend: ofMember('spend_fen', 'own_counter'),
  lastPurchase: ofMember('last_purchase_at', 'own_counter'),
};

const touched = sql`select member_id from own_counter union select member_id from rights union select member_id from pending_return`;

const insertMissingSummaries = sql`
  insert into member_summary
    (member_id, points, debt, experience, purchases, spend_fen, own_rights, own_debt, own_experience, own_purchases, own_spend_fen, as_of)
    select member_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (select hq_floor from peer) from (${touched})
    where member_id not in (select member_id from member_summary)`;

const foldOwnParts = sql`
  update member_summary set
    points = max(0, points - own_rights + ${sums.rights} + ${sums.pending}),
    debt = max(0, debt - own_debt + ${sums.owed}),
    experience = max(0, experience - own_experience + ${sums.gained}),
    purchases = max(0, purchases - own_purchases + ${sums.purchases}),
    spend_fen = max(0, spend_fen - own_spend_fen + ${sums.spend}),
    last_purchase_at = nullif(max(coalesce(last_purchase_at, 0), ${sums.lastPurchase}), 0),
    own_rights = 0, own_debt = 0, own_experience = 0, own_purchases = 0, own_spend_fen = 0
  where own_rights + own_debt + own_experience + own_purchases + own_spend_fen > 0 or member_id in (${touched})`;

function runRaw(trx: BranchTrx, query: RawBuilder<unknown>): void {
  trx.run({ compile: () => query.compile(trx.sql) });
}
