import type { SqliteHandle } from '@jifen/platform';
import type { HqSchema } from '../store/schema.ts';
import { addRowFault, type Columns, compareColumns } from './compare-rows.ts';
import { jsonOf, listUnexpected, placeColumnsOf } from './fact-rows.ts';
import type { Desk } from './fold-facts.ts';
import type { RefundMark } from './sale-mark.ts';

/** Compares the rows of refunds with their events and with what settlement makes of them. Call it after the sales were settled. */
export function checkRefunds(db: SqliteHandle, { facts, findings }: Desk): void {
  const refundOf = db.prepare<[string], HqSchema['refund']>('select * from refund where event_id = ?');
  let seen = 0;
  for (const refund of facts.refunds) {
    const { branch, incarnation, seq, id: key } = refund;
    const of = { code: 'refund_differs', place: { branch, incarnation, seq }, key } as const;
    const row = refundOf.get(key);
    if (row === undefined) {
      addRowFault(findings, of, 'absent');
      continue;
    }
    seen += 1;
    compareColumns(findings, { ...of, expected: refundColumnsOf(refund, row) }, row);
  }
  if (Number(db.prepare('select count(*) from refund').pluck().get()) === seen) return;
  listUnexpected(db, findings, { table: 'refund', type: 'sale_refunded', code: 'refund_differs' });
}

function refundColumnsOf(refund: RefundMark, row: HqSchema['refund']): Columns {
  const { body, sale } = refund;
  return {
    ...placeColumnsOf(refund),
    sale_id: body.saleId,
    member_id: sale?.member ?? null,
    is_void: body.isVoid ? 1 : 0,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    lines: jsonOf(row.lines, body, { type: 'sale_refunded', field: 'lines' }),
    amount_fen: body.amountFen,
    points_back: body.pointsBack,
    experience_back: body.experienceBack,
    experience_change: refund.experienceChange,
  };
}
