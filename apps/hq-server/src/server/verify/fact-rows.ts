import type { EventId } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import { type BranchBody, type BranchEventType, readBranchBody } from '@jifen/sync';
import type { HqSchema } from '../store/schema.ts';
import { addRowFault, type Columns, compareColumns, isSameJson } from './compare-rows.ts';
import { type FindingCode, type Findings, type LogPlace, NOWHERE } from './finding.ts';
import { totalOf } from './sale-mark.ts';

/** An event whose body HQ applied: where it stands and when it happened. */
export type FactPlace = LogPlace & { readonly seq: number; readonly id: EventId; readonly at: number; readonly settleAt: number };

type FactTable = 'sale' | 'redemption' | 'redemption_refund';
const CODE_BY_TABLE = {
  sale: 'sale_differs',
  redemption: 'redemption_differs',
  redemption_refund: 'redemption_refund_differs',
} as const satisfies Record<FactTable, FindingCode>;
const TYPE_BY_TABLE = {
  sale: 'sale_recorded',
  redemption: 'reward_redeemed',
  redemption_refund: 'redemption_refunded',
} as const satisfies Record<FactTable, string>;

/** Compares the rows that HQ keeps of sales and redemptions with the bodies that they were made of; not what settlement wrote there. */
export type FactRows = {
  checkSale(place: FactPlace, body: BranchBody<'sale_recorded'>): void;
  checkRedemption(place: FactPlace, body: BranchBody<'reward_redeemed'>): void;
  checkRedemptionRefund(place: FactPlace, body: BranchBody<'redemption_refunded'>): void;
  /** Names rows that no event made. */
  finish(): void;
};

export function createFactRows(db: SqliteHandle, findings: Findings): FactRows {
  const seen: Record<FactTable, number> = { sale: 0, redemption: 0, redemption_refund: 0 };
  const saleOf = db.prepare<[string], SaleRow>(`select ${SALE_COLUMNS.join()} from sale where event_id = ?`);
  const redemptionOf = db.prepare<[string], HqSchema['redemption']>('select * from redemption where event_id = ?');
  const redemptionRefundOf = db.prepare<[string], HqSchema['redemption_refund']>('select * from redemption_refund where event_id = ?');
  const compare = (table: FactTable, place: FactPlace, { row, expected }: { row: Columns | undefined; expected: Columns }) => {
    const of = {
      code: CODE_BY_TABLE[table],
      place: { branch: place.branch, incarnation: place.incarnation, seq: place.seq },
      key: place.id,
    };
    if (row === undefined) {
      addRowFault(findings, of, 'absent');
      return;
    }
    seen[table] += 1;
    compareColumns(findings, { ...of, expected }, row);
  };
  return {
    checkSale: (place, body) => {
      const row = saleOf.get(place.id);
      compare('sale', place, { row, expected: row === undefined ? {} : saleColumnsOf(place, body, row) });
    },
    checkRedemption: (place, body) => {
      const row = redemptionOf.get(place.id);
      const expected = {
        ...redemptionColumnsOf(place, body),
        slices: jsonOf(row?.slices, body, { type: 'reward_redeemed', field: 'slices' }),
      };
      compare('redemption', place, { row, expected });
    },
    checkRedemptionRefund: (place, body) => {
      const row = redemptionRefundOf.get(place.id);
      const expected = {
        ...redemptionRefundColumnsOf(place, body),
        slices: jsonOf(row?.slices, body, { type: 'redemption_refunded', field: 'slices' }),
      };
      compare('redemption_refund', place, { row, expected });
    },
    finish: () => {
      for (const table of ['sale', 'redemption', 'redemption_refund'] as const) {
        const of = { table, type: TYPE_BY_TABLE[table], code: CODE_BY_TABLE[table] };
        if (Number(db.prepare(`select count(*) from ${table}`).pluck().get()) !== seen[table]) listUnexpected(db, findings, of);
      }
    },
  };
}

/** What a sale's row takes from its event. */
const SALE_COLUMNS = [
  'event_id',
  'branch_id',
  'incarnation',
  'seq',
  'at',
  'settle_at',
  'member_id',
  'business_date',
  'receipt_no',
  'total_fen',
  'points',
  'experience',
  'vintage',
  'is_unclaimed',
  'basket',
  'accrual',
] as const satisfies readonly (keyof HqSchema['sale'])[];
type SaleRow = Pick<HqSchema['sale'], (typeof SALE_COLUMNS)[number]>;

type JsonColumn = { readonly type: BranchEventType; readonly field: 'basket' | 'accrual' | 'slices' | 'lines' };

/**
 * What a JSON column must be: itself when it says what the body says, else something that it is not. HQ keeps of a body what the schema
 * knows of it, so where the plain comparison fails the schema has the last word.
 */
export function jsonOf(stored: string | null | undefined, body: object, { type, field }: JsonColumn): string | null | undefined {
  if (stored === undefined || isSameJson(stored, Reflect.get(body, field))) return stored;
  const reading = readBranchBody({ type, typeVersion: 1, body });
  return reading.kind === 'known' && isSameJson(stored, Reflect.get(reading.event.body, field)) ? stored : 'as in the event';
}

export function placeColumnsOf({ id, branch, incarnation, seq, at, settleAt }: FactPlace) {
  return { event_id: id, branch_id: branch, incarnation, seq, at, settle_at: settleAt };
}

function saleColumnsOf(place: FactPlace, body: BranchBody<'sale_recorded'>, row: SaleRow): Columns {
  const { memberId, alias, accrual, basket } = body;
  const isUnclaimed = memberId === null && alias !== null;
  return {
    ...placeColumnsOf(place),
    // The owner of an unclaimed sale may come later; it is compared at the end.
    member_id: isUnclaimed ? undefined : memberId,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    total_fen: totalOf(basket),
    points: accrual?.points ?? 0,
    experience: accrual?.experience ?? 0,
    vintage: body.vintage,
    is_unclaimed: isUnclaimed ? 1 : 0,
    basket: jsonOf(row.basket, body, { type: 'sale_recorded', field: 'basket' }),
    accrual: jsonOf(row.accrual, body, { type: 'sale_recorded', field: 'accrual' }),
  };
}

function redemptionColumnsOf(place: FactPlace, body: BranchBody<'reward_redeemed'>): Columns {
  return {
    ...placeColumnsOf(place),
    member_id: body.memberId,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    reward_id: body.rewardId,
    reward_name: body.rewardName,
    quantity: body.quantity,
    points: body.points,
    cash_fen: body.cashFen,
  };
}

function redemptionRefundColumnsOf(place: FactPlace, body: BranchBody<'redemption_refunded'>): Columns {
  const { id, branch, at, settleAt } = place;
  return {
    event_id: id,
    redemption_id: body.redemptionId,
    settle_at: settleAt,
    branch_id: branch,
    at,
    is_void: body.isVoid ? 1 : 0,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    quantity: body.quantity,
    points: body.points,
  };
}

export type FactSource = { readonly table: string; readonly type: BranchEventType; readonly code: FindingCode };

/** Rows that no applied event of the type made. */
export function listUnexpected(db: SqliteHandle, findings: Findings, { table, type, code }: FactSource): void {
  const ids = db
    .prepare<[string], string>(
      `select t.event_id from ${table} t
         left join event e on e.event_id = t.event_id and e.type = ? and e.disposition <> 'deferred' and e.code is not 'body_malformed'
        where e.gseq is null`,
    )
    .pluck();
  for (const key of ids.iterate(type)) addRowFault(findings, { code, place: NOWHERE, key }, 'not_expected');
}
