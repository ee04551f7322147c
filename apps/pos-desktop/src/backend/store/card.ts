import type { CardNumber, MemberId } from '@jifen/core';
import { listedIn } from './listed-in.ts';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { CardRow } from './schema.ts';
import { statement } from './statement.ts';

/** Cards of all these members: replaced ones first, then those that count, the newest last. */
export function listCards(db: BranchDb, members: readonly MemberId[]): CardRow[] {
  const rows = db.all(db.sql.selectFrom('card').selectAll().where('member_id', 'in', listedIn(members)));
  return rows.toSorted((a, b) => a.is_active - b.is_active || (a.seq ?? 0) - (b.seq ?? 0));
}

export function hasCard(db: BranchDb, cardNumber: CardNumber): boolean {
  return db.first(db.sql.selectFrom('card').select('member_id').where('card_number', '=', cardNumber)) !== undefined;
}

export function saveCard(trx: BranchTrx, row: CardRow): void {
  trx.run(
    trx.sql
      .insertInto('card')
      .values(row)
      .onConflict((conflict) => conflict.columns(['card_number', 'member_id']).doUpdateSet({ is_active: row.is_active, seq: row.seq })),
  );
}

const INSERT_CARD = statement((sql, row: Omit<CardRow, 'seq'>) =>
  sql
    .insertInto('card')
    .values({ ...row, seq: null })
    .onConflict((conflict) => conflict.columns(['card_number', 'member_id']).doNothing()),
);

/** A card as HQ sent it; one that this branch changed and that HQ has not judged stays as it is here. */
export function insertCardFromHq(trx: BranchTrx, row: Omit<CardRow, 'seq'>): void {
  trx.run(INSERT_CARD, row);
}

const DELETE_KNOWN = statement((sql, { member, ackedSeq }: { readonly member: MemberId; readonly ackedSeq: number }) =>
  sql
    .deleteFrom('card')
    .where('member_id', '=', member)
    .where((where) => where.or([where('seq', 'is', null), where('seq', '<=', ackedSeq)])),
);

/** Forgets the member's cards that HQ may speak for: those not bound here, or bound in an event up to `ackedSeq`. */
export function deleteCardsKnownToHq(trx: BranchTrx, member: MemberId, ackedSeq: number): void {
  trx.run(DELETE_KNOWN, { member, ackedSeq });
}

export function saveNextSerial(trx: BranchTrx, nextSerial: number): void {
  trx.run(trx.sql.updateTable('enrolment').set({ next_serial: nextSerial }));
}
