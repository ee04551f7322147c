import { addFen, addPoints, type EventId } from '@jifen/core';
import type { AppliedResponse, BranchBody } from '@jifen/sync';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { findReceiptOwner, saveReceiptOwner } from '../store/receipt-owner.ts';
import { listSaleRefunds } from '../store/sale.ts';
import { appendEvent } from './append-event.ts';
import { newEventId } from './new-event-id.ts';
import { readFact } from './read-fact.ts';
import type { Writing } from './return-rights.ts';
import type { Till } from './till.ts';

type Part = BranchBody<'refund_released'>['refunded'][number];

/**
 * Gives up the refundable rest of sales that HQ asks for: the customer stands at another shop. From this event on nothing of them is refunded
 * here. A sale that this database does not know is given up too: it was sold by an earlier life of the branch, whose log HQ has.
 */
export function releaseRefunds(writing: Writing, releases: AppliedResponse['releases']): void {
  for (const { saleId, transfer = 0 } of releases) {
    const owner = findReceiptOwner(writing.trx, saleId);
    const isGivenUp = owner?.state === 'released' && owner.transfer >= transfer;
    // HQ asked an owner of before; this till got it again since.
    const isStale = owner?.state === 'held' && owner.transfer > transfer;
    if (!isGivenUp && !isStale) release(writing, saleId, transfer);
  }
}

function release({ trx, till, actor }: Writing, saleId: EventId, transfer: number): void {
  const at = till.clock();
  appendEvent(trx, till, {
    id: newEventId(till, at),
    type: 'refund_released',
    body: { saleId, refunded: refundedHere(trx, till, saleId), transfer },
    postings: [],
    memberId: null,
    actor,
    at,
  });
  saveReceiptOwner(trx, { sale_id: saleId, transfer, state: 'released', is_told: 1, incarnation_no: till.log.no });
}

/** What this till refunded of the sale, by line. */
function refundedHere(trx: BranchTrx, till: Till, saleId: EventId): Part[] {
  const parts = listSaleRefunds(trx, saleId).flatMap(({ id }) => readFact(trx, till, { id, type: 'sale_refunded' }).body.lines);
  const lines = [...new Set(parts.map(({ line }) => line))].toSorted((a, b) => a - b);
  return lines.map((line) => parts.filter((part) => part.line === line).reduce(addParts));
}

function addParts(a: Part, b: Part): Part {
  return { line: a.line, amountFen: addFen(a.amountFen, b.amountFen), pointsBack: addPoints(a.pointsBack, b.pointsBack) };
}
