import { type BranchId, parseEventId, type UnixMs, unreachable } from '@jifen/core';
import type { AppliedResponse, Ask, AskState } from '@jifen/sync';
import type { Kysely, Transaction } from 'kysely';
import { hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import type { ReceiptAskTable } from '../store/table/receipt-tables.ts';
import type { SaleTable } from '../store/table/trade-tables.ts';
import type { Ingest } from '../sync/ingest/ingest.ts';
import { type AskDecision, type AskFacts, decideAsk } from './decide-ask.ts';
import { extendReceiptOwners, holderOf, presentOwnerOf } from './receipt-owner.ts';

/** How long somebody who asked comes first and their wish is passed on: after that the customer has left. */
export const ASK_LIFE_MS = 120_000;
/** A till that HQ heard in this time answers within a moment. */
const HEARD_MS = 60_000;

export type AskedReceipts = { readonly asked: AppliedResponse['asked']; readonly poked: ReadonlySet<BranchId> };

/** Answers what a till asks for receipts of other branches. Call it after the batch is booked and before it is written. */
export async function answerAsks(trx: Transaction<HqSchema>, ingest: Ingest, asks: readonly Ask[]): Promise<AskedReceipts> {
  const asked: AppliedResponse['asked'] = [];
  const poked = new Set<BranchId>();
  if (asks.length === 0) return { asked, poked };
  const mayGrant = mayGrantOf(ingest);
  for (const { receipt } of asks) {
    const sale = await findAskedSale(trx, receipt);
    if (sale === null) {
      asked.push({ receipt, state: 'unknown' });
      continue;
    }
    await extendReceiptOwners(trx, ingest.receiptOwners, [sale.event_id]);
    const { facts, life } = await readFacts(trx, ingest, { sale, mayGrant });
    const decision = decideAsk(facts);
    await carryOut(trx, ingest, { sale, decision });
    if (decision.kind === 'ask') poked.add(decision.holder);
    const branch = decision.kind === 'grant' ? null : holderOf(facts.present, sale);
    const holder = branch === null ? null : { branch, isHeard: isHeard(life, ingest.now) };
    asked.push({ receipt, state: stateOf(decision), holder });
  }
  return { asked, poked };
}

function mayGrantOf({ log, book }: Ingest): AskFacts['mayGrant'] {
  if (log.row.state !== 'active') return 'never';
  return book.isPoolBarred ? 'later' : 'now';
}

/** By the sale's id or by the number on the paper; a number that two sales bear finds none of them. */
async function findAskedSale(db: Kysely<HqSchema>, receipt: string): Promise<SaleTable | null> {
  const id = parseEventId(receipt);
  const query = db.selectFrom('sale').selectAll().limit(2);
  const found = await (id.ok ? query.where('event_id', '=', id.value) : query.where('receipt_no', '=', receipt.toUpperCase())).execute();
  return found.length === 1 ? (found[0] ?? null) : null;
}

type Facts = { readonly facts: AskFacts; readonly life: IncarnationTable | null };

async function readFacts(
  trx: Transaction<HqSchema>,
  { receiptOwners, writer, now }: Ingest,
  { sale, mayGrant }: { readonly sale: SaleTable; readonly mayGrant: AskFacts['mayGrant'] },
): Promise<Facts> {
  const present = presentOwnerOf(receiptOwners, sale.event_id);
  const holder = holderOf(present, sale);
  const life = holder === null ? null : await findLife(trx, holder);
  const ask = await trx.selectFrom('receipt_ask').selectAll().where('sale_id', '=', sale.event_id).executeTakeFirst();
  return {
    life,
    facts: {
      asker: writer,
      mayGrant,
      sale,
      present,
      holderLife: life === null ? null : { state: life.state, isComplete: life.last_seq >= life.head_seq },
      firstAsk: ask !== undefined && now - ask.asked_at < ASK_LIFE_MS ? ask : null,
    },
  };
}

/** The newest life of a branch stands for it. */
export async function findLife(db: Kysely<HqSchema>, branch: BranchId): Promise<IncarnationTable | null> {
  const lives = await db.selectFrom('incarnation').selectAll().where('branch_id', '=', branch).orderBy('first_seen_at', 'desc').execute();
  return lives.find(({ state }) => state === 'active' || state === 'draining' || state === 'frozen') ?? lives[0] ?? null;
}

function isHeard(life: IncarnationTable | null, now: UnixMs): boolean {
  return life !== null && life.last_exchange_at !== null && now - life.last_exchange_at < HEARD_MS;
}

async function carryOut(
  trx: Transaction<HqSchema>,
  ingest: Ingest,
  { sale, decision }: { readonly sale: SaleTable; readonly decision: AskDecision },
): Promise<void> {
  const { receiptOwners: owners, now, writer } = ingest;
  const present = presentOwnerOf(owners, sale.event_id);
  if (decision.kind === 'resend' && present !== null) owners.put({ ...present, state: 'granted' });
  if (decision.kind === 'ask') await keepAsk(trx, ingest, { sale, holder: decision.holder, transfer: present?.transfer ?? 0 });
  if (decision.kind !== 'grant') return;
  const former = present ?? { transfer: 0, branch_id: sale.branch_id, incarnation: sale.incarnation };
  owners.put({ sale_id: sale.event_id, ...former, state: 'released', changed_at: now });
  passOn(ingest, sale, decision.transfer);
  await trx.deleteFrom('receipt_ask').where('sale_id', '=', sale.event_id).where('incarnation', '=', writer.incarnation).execute();
}

function passOn({ receiptOwners: owners, writer, now, hq, drafts }: Ingest, { event_id: saleId }: SaleTable, transfer: number): void {
  owners.put({ sale_id: saleId, transfer, branch_id: writer.branch, incarnation: writer.incarnation, state: 'granted', changed_at: now });
  drafts.push({
    id: hqEventId('receipt_granted', saleId, String(transfer), hq.incarnation),
    type: 'receipt_granted',
    body: { saleId, ...writer, transfer },
    postings: [],
    staff: null,
    private: null,
  });
}

type KeptAsk = { readonly sale: SaleTable; readonly holder: BranchId; readonly transfer: number };

/** The first who asks stays first while they go on asking; whoever comes later waits for their turn. */
async function keepAsk(trx: Transaction<HqSchema>, { writer, now }: Ingest, { sale, holder, transfer }: KeptAsk): Promise<void> {
  const known = await trx.selectFrom('receipt_ask').selectAll().where('sale_id', '=', sale.event_id).executeTakeFirst();
  const isFirst = known === undefined || known.incarnation === writer.incarnation || now - known.asked_at >= ASK_LIFE_MS;
  const first = isFirst ? { branch_id: writer.branch, incarnation: writer.incarnation, asked_at: now } : known;
  const row: ReceiptAskTable = { ...first, sale_id: sale.event_id, holder_id: holder, transfer };
  await trx
    .insertInto('receipt_ask')
    .values(row)
    .onConflict((conflict) => conflict.column('sale_id').doUpdateSet(row))
    .execute();
}

function stateOf(decision: AskDecision): AskState {
  switch (decision.kind) {
    case 'grant':
    case 'resend':
      return 'granted';
    case 'ask':
    case 'wait':
      return 'asked';
    case 'unreleasable':
      return 'unreleasable';
  }
  return unreachable(decision);
}
