import { type Fen, fen, points } from '@jifen/core';
import type { AppliedResponse, Receipt } from '@jifen/sync';
import { saveForeignSale } from '../store/foreign-sale.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { findReceiptOwner, saveReceiptOwner } from '../store/receipt-owner.ts';
import { findSale, listSaleLines, takeSaleBack } from '../store/sale.ts';
import type { SaleLineRow } from '../store/schema.ts';
import type { Till } from './till.ts';

/**
 * Takes over receipts that were passed on to this till. Only a higher number than the one known counts: a late answer must not bring back
 * what was given up since. Each is told to HQ until HQ sends it no more.
 */
export function takeReceipts(trx: BranchTrx, { log }: Till, receipts: AppliedResponse['receipts']): void {
  for (const receipt of receipts) {
    const { saleId, transfer } = receipt;
    const known = findReceiptOwner(trx, saleId);
    if (known !== null && transfer < known.transfer) continue;
    if (known?.transfer === transfer) {
      // It is here; HQ has not heard so.
      if (known.state === 'held') saveReceiptOwner(trx, { ...known, is_told: 0 });
      continue;
    }
    take(trx, receipt);
    saveReceiptOwner(trx, { sale_id: saleId, transfer, state: 'held', is_told: 0, incarnation_no: log.no });
  }
}

function take(trx: BranchTrx, receipt: Receipt): void {
  const own = findSale(trx, receipt.saleId);
  if (own === null) takeForeign(trx, receipt);
  else takeSaleBack(trx, { ...own, member_id: own.member_id ?? receipt.memberId }, mergedLines(listSaleLines(trx, own.id), receipt));
}

function takeForeign(trx: BranchTrx, receipt: Receipt): void {
  const { saleId, branch, at, businessDate, receiptNo, memberId, vintage, basket, accrual } = receipt;
  const row = {
    id: saleId,
    branch,
    at,
    business_date: businessDate,
    receipt_no: receiptNo,
    member_id: memberId,
    vintage,
    basket: JSON.stringify(basket),
    accrual: accrual === null ? null : JSON.stringify(accrual),
  };
  saveForeignSale(trx, row, linesOf(receipt));
}

function linesOf(receipt: Receipt): SaleLineRow[] {
  const { saleId, basket, accrual } = receipt;
  return basket.lines.map(({ lineFen }, line) => ({
    sale_id: saleId,
    line,
    line_fen: lineFen,
    eligible_fen: fen(Math.min(lineFen, accrual?.lines[line]?.eligibleFen ?? 0)),
    points: accrual?.lines[line]?.points ?? points(0),
    refunded_fen: refundedOf(receipt, line, lineFen),
  }));
}

/** Of an own sale that comes back: what others refunded meanwhile counts, and what HQ did not hear of does too. */
function mergedLines(lines: readonly SaleLineRow[], receipt: Receipt): SaleLineRow[] {
  return lines.map((row) => ({ ...row, refunded_fen: fen(Math.max(row.refunded_fen, refundedOf(receipt, row.line, row.line_fen))) }));
}

function refundedOf({ refunded }: Receipt, line: number, mostFen: Fen): Fen {
  return fen(Math.min(mostFen, refunded.find((part) => part.line === line)?.amountFen ?? 0));
}
