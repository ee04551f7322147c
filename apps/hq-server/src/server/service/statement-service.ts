import { type BranchId, err, type EventId, type MemberId, ok, type Result, type UnixMs } from '@jifen/core';
import { type HqEventType, HQ_BODIES, readBranchBody } from '@jifen/sync';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { listLinkedIds } from '../store/member-list-store.ts';
import { type ExplainingEvent, listExplainingEvents, listStatement, type StatementRow } from '../store/statement-store.ts';
import { scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { findMemberInScope } from './member-service.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

/** What made an entry what it is: rule version, tier, amounts and rates, as the event tells it. Which fields there are depends on `kind`. */
export type Explanation = { readonly kind: string; readonly [detail: string]: unknown };

export type StatementItem = {
  readonly id: EventId;
  readonly at: UnixMs;
  readonly branchId: BranchId;
  readonly kind: StatementRow['kind'];
  /** Signed. */
  readonly points: number;
  readonly experience: number;
  /** Null where the event's content is of a version that this program does not know. */
  readonly explanation: Explanation | null;
  /** The sale or redemption that it is about. */
  readonly reference: EventId | null;
};

const contentSchema = z.object({ body: z.unknown() });

/** A member's statement for staff, within their reach. */
export async function readStatementOf(
  context: HqContext,
  caller: StaffCaller,
  { id, query }: { readonly id: MemberId; readonly query: ListQuery },
): Promise<Result<PageOf<StatementItem>, HqProblem>> {
  const row = await findMemberInScope(context.db, scopeOf(caller), id);
  return row === null ? err(NOT_FOUND) : readStatement(context, id, query);
}

/** Everything that changed the points or experience of a member, newest first, each explained. */
export async function readStatement(
  context: HqContext,
  member: MemberId,
  query: ListQuery,
): Promise<Result<PageOf<StatementItem>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listStatement(context.db, await listLinkedIds(context.db, member), page.value);
  const events = await listExplainingEvents(
    context.db,
    rows.map((row) => row.event_id),
  );
  const explanations = new Map(events.map((event) => [event.eventId, explain(event)]));
  return ok(
    pageOf(rows, query.limit, {
      keyset: (row) => ({ after: row.at, id: row.event_id }),
      item: (row) => itemOf(row, explanations.get(row.event_id) ?? null),
    }),
  );
}

function itemOf(row: StatementRow, explanation: Explanation | null): StatementItem {
  const { event_id: id, at, branch_id: branchId, kind, points, experience, reference_id: reference } = row;
  return { id, at, branchId, kind, points, experience, explanation, reference };
}

function explain({ type, typeVersion, content }: ExplainingEvent): Explanation | null {
  const { body } = contentSchema.parse(JSON.parse(content));
  return isHqType(type) ? explainHq(type, body) : explainBranch({ type, typeVersion, body });
}

function explainBranch(of: { readonly type: string; readonly typeVersion: number; readonly body: unknown }): Explanation | null {
  const reading = readBranchBody(of);
  if (reading.kind !== 'known') return null;
  const { event } = reading;
  if (event.type === 'sale_recorded') {
    const { receiptNo, basket, accrual } = event.body;
    const totalFen = basket.lines.reduce((sum, line) => sum + line.lineFen, 0);
    if (accrual === null) return { kind: 'sale', receiptNo, totalFen };
    const { ruleVersion, tierId, tierBp, points, experience } = accrual;
    const lines = accrual.lines.map((line, i) => ({ ...nameOf(basket.lines[i]), ...line }));
    return { kind: 'sale', receiptNo, totalFen, ruleVersion, tierId, tierBp, points, experience, lines };
  }
  if (event.type === 'sale_refunded') {
    const { saleId, isVoid, receiptNo, amountFen, pointsBack, experienceBack, debt, reason: refundReason } = event.body;
    return { kind: 'refund', saleId, isVoid, receiptNo, amountFen, pointsBack, experienceBack, debt, refundReason };
  }
  if (event.type === 'reward_redeemed') {
    const { rewardId, rewardName, quantity, points, cashFen, receiptNo } = event.body;
    return { kind: 'redemption', rewardId, rewardName, quantity, points, cashFen, receiptNo };
  }
  if (event.type === 'redemption_refunded') {
    const { redemptionId, isVoid, receiptNo, quantity, points, reason: refundReason } = event.body;
    return { kind: 'redemption_refund', redemptionId, isVoid, receiptNo, quantity, points, refundReason };
  }
  return { kind: event.type };
}

function nameOf(line: { readonly lineFen: number; readonly kind: string; readonly name?: string } | undefined) {
  return { name: line?.name ?? null, lineFen: line?.lineFen ?? 0 };
}

function isHqType(type: string): type is HqEventType {
  return Object.hasOwn(HQ_BODIES, type);
}

function explainHq(type: HqEventType, body: unknown): Explanation | null {
  if (type === 'sale_settled') {
    const parsed = HQ_BODIES.sale_settled.safeParse(body);
    if (!parsed.success) return null;
    const { saleId, ruleVersion, tierId, topUp, previousTopUp, goodwill, debt } = parsed.data;
    return { kind: 'settlement', saleId, ruleVersion, tierId, topUp, previousTopUp, goodwill, debt };
  }
  if (type === 'points_adjusted') {
    const parsed = HQ_BODIES.points_adjusted.safeParse(body);
    return parsed.success ? { kind: 'adjustment', reason: parsed.data.reason } : null;
  }
  if (type === 'balance_opened') {
    const parsed = HQ_BODIES.balance_opened.safeParse(body);
    return parsed.success ? { kind: 'opening', purchases: parsed.data.purchases, spendFen: parsed.data.spendFen } : null;
  }
  if (type === 'unclaimed_attached') {
    const parsed = HQ_BODIES.unclaimed_attached.safeParse(body);
    return parsed.success ? { kind: 'attached', saleId: parsed.data.saleId } : null;
  }
  if (type === 'points_expired') {
    const parsed = HQ_BODIES.points_expired.safeParse(body);
    return parsed.success ? { kind: 'expiry', vintages: parsed.data.slices.map(({ vintage, n }) => ({ vintage, n })) } : null;
  }
  return { kind: type };
}
