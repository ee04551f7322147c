import { CARDS_PER_BLOCK, type CardNumber, cardNumberOf, HQ_BRANCH, type MemberId, type UnixMs } from '@jifen/core';
import type { Hlc } from '@jifen/sync';
import type { Insertable, Kysely, Selectable, Transaction, Updateable } from 'kysely';
import type { HqSchema } from './schema.ts';

export type CardRow = Selectable<HqSchema['card']>;

/** In `card_block.terminal_id`: HQ's own blocks, from which people at HQ give out cards. */
const HQ_TERMINAL = 'hq';
/** Digits of a made card number: 2 of the prefix, 5 of the block, 5 of the serial, the check digit. */
const SERIAL_AT = 7;

export async function insertMember(trx: Transaction<HqSchema>, row: Insertable<HqSchema['member']>): Promise<void> {
  await trx.insertInto('member').values(row).execute();
}

export async function updateMember(trx: Transaction<HqSchema>, memberId: MemberId, changes: Updateable<HqSchema['member']>): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await trx.updateTable('member').set(changes).where('member_id', '=', memberId).execute();
}

export async function findCard(db: Kysely<HqSchema>, cardNumber: CardNumber): Promise<CardRow | null> {
  const row = await db.selectFrom('card').selectAll().where('card_number', '=', cardNumber).executeTakeFirst();
  return row ?? null;
}

export async function insertCard(trx: Transaction<HqSchema>, row: CardRow): Promise<void> {
  await trx.insertInto('card').values(row).execute();
}

export async function retireCard(trx: Transaction<HqSchema>, cardNumber: CardNumber, hlc: Hlc): Promise<void> {
  await trx.updateTable('card').set({ is_active: 0, hlc }).where('card_number', '=', cardNumber).execute();
}

/** The next free number of HQ's own block; a full block is followed by a new one. */
export async function nextHqCardNumber(trx: Transaction<HqSchema>, now: UnixMs): Promise<CardNumber> {
  const own = await trx
    .selectFrom('card_block')
    .where('terminal_id', '=', HQ_TERMINAL)
    .select((eb) => eb.fn.max('block').as('block'))
    .executeTakeFirst();
  const block = own?.block ?? null;
  if (block !== null) {
    const serial = await nextSerialOf(trx, block);
    if (serial < CARDS_PER_BLOCK) return cardNumberOf({ block, serial });
  }
  return cardNumberOf({ block: await allotHqBlock(trx, now), serial: 0 });
}

async function nextSerialOf(trx: Transaction<HqSchema>, block: number): Promise<number> {
  const first = cardNumberOf({ block, serial: 0 });
  const prefix = first.slice(0, SERIAL_AT);
  const last = await trx
    .selectFrom('card')
    .where('card_number', '>=', first)
    .where('card_number', '<=', cardNumberOf({ block, serial: CARDS_PER_BLOCK - 1 }))
    .select((eb) => eb.fn.max('card_number').as('card_number'))
    .executeTakeFirst();
  const highest = last?.card_number ?? null;
  return highest === null ? 0 : Number(highest.slice(prefix.length, prefix.length + 5)) + 1;
}

async function allotHqBlock(trx: Transaction<HqSchema>, now: UnixMs): Promise<number> {
  const last = await trx
    .selectFrom('card_block')
    .select((eb) => eb.fn.max('block').as('block'))
    .executeTakeFirst();
  const block = (last?.block ?? -1) + 1;
  await trx.insertInto('card_block').values({ block, branch_id: HQ_BRANCH, terminal_id: HQ_TERMINAL, allotted_at: now }).execute();
  return block;
}
