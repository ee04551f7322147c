import { type EventId, experience, type ExperienceChange, type MemberId, type Rule, unixMs, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import { totalOf } from '../ledger/book.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import type { HqSchema } from '../store/schema.ts';
import { listRules } from '../store/rule-store.ts';
import type { ExperienceChangeTable, RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import { findLowered, loadTail } from './load-tail.ts';
import { postSettlement } from './post-settlement.ts';
import { settleTail, tailSaleOf } from './settle-tail.ts';
import { placeOf, type Trade } from './trade.ts';
import type { Unions } from './union.ts';

export type Settling = { readonly booking: HqBooking; readonly trade: Trade; readonly unions: Unions };

const START = unixMs(0);

/**
 * Settles every person whose sales changed, once, from the earliest new place on. The sum of what was posted is a function of all
 * logs, so the order in which they arrive leaves no trace. The members' totals must be in the book.
 */
export async function settleMembers(trx: Transaction<HqSchema>, settling: Settling): Promise<void> {
  const { trade, unions, booking } = settling;
  if (trade.dirtyFrom.size === 0) return;
  const roots = new Set([...trade.dirtyFrom.keys()].map((member) => unions.rootOf(member)));
  const members = [...roots].flatMap((root) => unions.membersOf(root));
  const fromAt = unixMs(Math.min(...trade.dirtyFrom.values()));
  const lowered = await findLowered(trx, members);
  await loadTail(trx, trade, { members, fromAt });
  await loadTail(trx, trade, { members: withUnions(lowered, unions), fromAt: START });
  const rules = await listRules(trx);
  if (rules.length === 0) return;
  const rowsByRoot = groupRows(trade, unions);
  for (const root of roots) {
    const of = unions.membersOf(root);
    const tailFrom = of.some((member) => lowered.has(member)) ? START : fromAt;
    settleUnion({ booking, trade, rules }, { members: of, rows: rowsByRoot.get(root) ?? emptyRows(), fromAt: tailFrom });
  }
}

function withUnions(members: ReadonlySet<MemberId>, unions: Unions): MemberId[] {
  return [...members].flatMap((member) => unions.membersOf(unions.rootOf(member)));
}

type UnionRows = { readonly sales: SaleTable[]; readonly refunds: RefundTable[]; readonly changes: ExperienceChangeTable[] };

function emptyRows(): UnionRows {
  return { sales: [], refunds: [], changes: [] };
}

function groupRows(trade: Trade, unions: Unions): ReadonlyMap<MemberId, UnionRows> {
  const byRoot = new Map<MemberId, UnionRows>();
  const rowsOf = (member: MemberId) => {
    const root = unions.rootOf(member);
    const rows = byRoot.get(root) ?? emptyRows();
    byRoot.set(root, rows);
    return rows;
  };
  for (const sale of trade.sales.all()) if (sale.member_id !== null) rowsOf(sale.member_id).sales.push(sale);
  for (const refund of trade.refunds.all()) if (refund.member_id !== null) rowsOf(refund.member_id).refunds.push(refund);
  for (const change of trade.changes.all()) rowsOf(change.member_id).changes.push(change);
  return byRoot;
}

type Desk = { readonly booking: HqBooking; readonly trade: Trade; readonly rules: readonly Rule[] };
type UnionTail = { readonly members: readonly MemberId[]; readonly rows: UnionRows; readonly fromAt: UnixMs };

function settleUnion({ booking, trade, rules }: Desk, { members, rows, fromAt }: UnionTail): void {
  const refundsBySale = groupBySale(rows.refunds);
  const sales = rows.sales
    .filter((sale) => sale.settle_at >= fromAt)
    .flatMap((sale) => tailSaleOf(trade, sale, refundsBySale.get(sale.event_id) ?? []) ?? []);
  const tailIds = new Set(sales.map(({ row }) => row.event_id));
  // Refunds of earlier sales were settled with their sale; here they only move the experience.
  const otherRefunds = rows.refunds.filter((refund) => refund.settle_at >= fromAt && !tailIds.has(refund.sale_id));
  const changes: ExperienceChange[] = [
    ...rows.changes.filter((row) => row.settle_at >= fromAt).map((row) => ({ place: placeOf(row), change: row.change })),
    ...otherRefunds.map((row) => ({ place: placeOf(row), change: row.experience_change })),
  ];
  const knownInTail =
    sum(sales.map(({ row, refunds }) => row.settled_experience + sum(refunds.map((refund) => refund.experience_change)))) +
    sum(changes.map(({ change }) => change));
  const known = sum(members.map((member) => totalOf(booking.book, member).timeline_experience));
  const experienceBefore = experience(fromAt === START ? 0 : Math.max(0, known - knownInTail));
  for (const settled of settleTail(trade, { experienceBefore, sales, changes, rules })) postSettlement(booking, trade, settled);
}

function groupBySale(refunds: readonly RefundTable[]): ReadonlyMap<EventId, RefundTable[]> {
  const bySale = new Map<EventId, RefundTable[]>();
  for (const refund of refunds) {
    const known = bySale.get(refund.sale_id);
    if (known === undefined) bySale.set(refund.sale_id, [refund]);
    else known.push(refund);
  }
  return bySale;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
