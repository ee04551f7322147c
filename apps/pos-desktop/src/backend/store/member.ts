import type { CardNumber, MemberId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { MemberEditRow, MemberRow } from './schema.ts';
import { statement } from './statement.ts';

/** Beyond every character: the end of a range of texts with one beginning. */
const AFTER_ALL = '\u{10FFFF}';

const MEMBER = statement((sql, { id }: { readonly id: MemberId }) => sql.selectFrom('member').selectAll().where('id', '=', id));

export function findMember(db: BranchDb, id: MemberId): MemberRow | null {
  return db.first(MEMBER, { id }) ?? null;
}

export function listMembersByPhone(db: BranchDb, phoneIndex: string, limit: number): MemberRow[] {
  return db.all(db.sql.selectFrom('member').selectAll().where('phone_index', '=', phoneIndex).limit(limit));
}

export function listMembersByIdNumber(db: BranchDb, idNumberIndex: string, limit: number): MemberRow[] {
  return db.all(db.sql.selectFrom('member').selectAll().where('id_number_index', '=', idNumberIndex).limit(limit));
}

export function listMembersByCard(db: BranchDb, cardNumber: CardNumber, limit: number): MemberRow[] {
  return db.all(
    db.sql
      .selectFrom('card')
      .innerJoin('member', 'member.id', 'card.member_id')
      .selectAll('member')
      .where('card_number', '=', cardNumber)
      .limit(limit),
  );
}

/** Members whose name begins with `text`, by name. */
export function listMembersByName(db: BranchDb, text: string, limit: number): MemberRow[] {
  const query = db.sql.selectFrom('member').selectAll().where('name', '>=', text);
  return db.all(
    query
      .where('name', '<', text + AFTER_ALL)
      .orderBy('name')
      .limit(limit),
  );
}

/** Members whose pinyin initials begin with `text` (lower case). */
export function listMembersByInitials(db: BranchDb, text: string, limit: number): MemberRow[] {
  const query = db.sql.selectFrom('member').selectAll().where('initials', '>=', text);
  return db.all(
    query
      .where('initials', '<', text + AFTER_ALL)
      .orderBy('initials')
      .limit(limit),
  );
}

const SAVE_MEMBER = statement((sql, row: MemberRow) => {
  const { id: _, ...columns } = row;
  return sql
    .insertInto('member')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns));
});

export function saveMember(trx: BranchTrx, row: MemberRow): void {
  trx.run(SAVE_MEMBER, row);
}

/** Forgets a person that HQ erased. */
export function deleteMember(trx: BranchTrx, id: MemberId): void {
  trx.run(trx.sql.deleteFrom('member').where('id', '=', id));
  trx.run(trx.sql.deleteFrom('card').where('member_id', '=', id));
  trx.run(trx.sql.deleteFrom('member_edit').where('member_id', '=', id));
}

const EDITS = statement((sql, { member }: { readonly member: MemberId }) =>
  sql.selectFrom('member_edit').selectAll().where('member_id', '=', member),
);

/** Fields that this branch changed and that HQ has not judged. */
export function listEdits(db: BranchDb, member: MemberId): MemberEditRow[] {
  return db.all(EDITS, { member });
}

export function saveEdits(trx: BranchTrx, member: MemberId, { fields, seq }: { fields: readonly string[]; seq: number }): void {
  for (const field of fields) {
    trx.run(
      trx.sql
        .insertInto('member_edit')
        .values({ member_id: member, field, seq })
        .onConflict((conflict) => conflict.columns(['member_id', 'field']).doUpdateSet({ seq })),
    );
  }
}

export function deleteEdit(trx: BranchTrx, member: MemberId, field: string): void {
  trx.run(trx.sql.deleteFrom('member_edit').where('member_id', '=', member).where('field', '=', field));
}
