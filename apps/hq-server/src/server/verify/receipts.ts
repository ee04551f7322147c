import type { EventId } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { Writer } from '@jifen/sync';
import { MAX_TRANSFER } from '../release/receipt-owner.ts';
import { getOrMake } from './balances.ts';
import { checkTable, placeOfWords } from './check-tables.ts';
import type { Findings } from './finding.ts';
import type { KnownBody } from './log-row.ts';
import type { SaleMark } from './sale-mark.ts';

/** One owner of a sale's refundable rest. That a till said it has it (`taken`) stands in no log. */
type OwnerSum = { readonly saleId: EventId; readonly transfer: number; branch: string; incarnation: string; isReleased: boolean };

/** The owners of each sale whose rest has moved, the present one last. */
export type Receipts = Map<EventId, OwnerSum[]>;

export function presentOwnerIn(receipts: Receipts, sale: EventId): Readonly<OwnerSum> | undefined {
  return receipts.get(sale)?.at(-1);
}

export type ReceiptWriter = Writer & {
  /** HQ hears of moves from lives that stand for their branch only. */
  readonly isSpeaking: boolean;
  readonly isFirstHistory: boolean;
};

/** What one event says of whose the rest of a sale is. */
export function foldReceipts(
  receipts: Receipts,
  event: KnownBody,
  { writer, sales }: { readonly writer: ReceiptWriter; readonly sales: ReadonlyMap<EventId, SaleMark> },
): void {
  if (event.type === 'receipt_granted') {
    const { saleId, branch, incarnation, transfer } = event.body;
    release(receipts, saleId, sales.get(saleId));
    putOwner(receipts, { saleId, transfer, branch, incarnation, isReleased: false });
  }
  if (event.type === 'receipt_reclaimed') release(receipts, event.body.saleId, sales.get(event.body.saleId));
  if (event.type !== 'refund_released' || !writer.isSpeaking) return;
  const { saleId, transfer = 0 } = event.body;
  const present = presentOwnerIn(receipts, saleId);
  const sale = sales.get(saleId);
  const holder = present === undefined ? sale?.branch : present.isReleased ? undefined : present.branch;
  const isOwners = sale !== undefined && holder === writer.branch && transfer === (present?.transfer ?? 0);
  // To a restored HQ a till tells what that has forgotten.
  const isTold = !writer.isFirstHistory && transfer >= (present?.transfer ?? 0) && transfer <= MAX_TRANSFER;
  const { branch, incarnation } = writer;
  if (isOwners || isTold) putOwner(receipts, { saleId, transfer, branch, incarnation, isReleased: true });
}

function putOwner(receipts: Receipts, owner: OwnerSum): void {
  const owners = getOrMake(receipts, owner.saleId, () => []);
  const index = owners.findIndex(({ transfer }) => transfer === owner.transfer);
  if (index === -1) owners.push(owner);
  else owners[index] = owner;
}

/** HQ passes the rest on, or takes it from a lost till: whoever had it has it no more. */
function release(receipts: Receipts, saleId: EventId, sale: SaleMark | undefined): void {
  const present = presentOwnerIn(receipts, saleId);
  if (present !== undefined) putOwner(receipts, { ...present, isReleased: true });
  else if (sale !== undefined) {
    putOwner(receipts, { saleId, transfer: 0, branch: sale.branch, incarnation: sale.incarnation, isReleased: true });
  }
}

/**
 * Compares the owners with their rows. After a restore of HQ tills told it of owners that stand in no log: then nothing can be said about
 * rows that no log speaks of, nor about how those changed that it does.
 */
export function checkReceipts(
  db: SqliteHandle,
  { receipts, isFirstHistory }: { readonly receipts: Receipts; readonly isFirstHistory: boolean },
  findings: Findings,
): void {
  checkTable(db, findings, {
    table: 'receipt_owner',
    code: 'receipt_owner_differs',
    find: (row) => receipts.get(row.sale_id)?.find(({ transfer }) => transfer === row.transfer),
    list: () => [...receipts.values()].flat().map((sum) => ({ sum, key: keyOf(sum) })),
    keyOf: (row) => keyOf({ ...row, saleId: row.sale_id, branch: row.branch_id }),
    placeOf: (key) => placeOfWords(key, 2),
    columnsOf: (sum, row) => {
      if (!isFirstHistory) return {};
      if (sum === undefined) return null;
      const heldState = row.state === 'taken' ? 'taken' : 'granted';
      return { branch_id: sum.branch, incarnation: sum.incarnation, state: sum.isReleased ? 'released' : heldState };
    },
  });
}

function keyOf({ saleId, transfer, branch, incarnation }: Omit<OwnerSum, 'isReleased'>): string {
  return `${saleId}/${transfer}/${branch}/${incarnation}`;
}
