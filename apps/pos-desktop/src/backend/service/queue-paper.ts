import type { MemberId } from '@jifen/core';
import type { Envelope, JsonValue } from '@jifen/sync';
import type { EventFacts } from '../../paper/paper-facts.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { insertPaperFact } from '../store/paper-fact.ts';
import { insertPrintJob } from '../store/print-job.ts';
import { printerSettingOf } from './printer-setting.ts';
import { findStanding } from './standing.ts';
import type { Till } from './till.ts';

export type QueuedFact = Pick<Envelope, 'id' | 'type' | 'body' | 'at'> & { readonly memberId: MemberId | null };

/**
 * Notes, before the event's postings are folded, what its paper will say besides it, and puts the paper into the queue, all in the event's
 * own transaction. It is printed after the commit; nothing that happens there touches the event.
 */
export function queuePaper(trx: BranchTrx, till: Till, fact: QueuedFact): void {
  if (needsPointsBefore(fact) && fact.memberId !== null) {
    const before = findStanding(trx, fact.memberId)?.points ?? null;
    insertPaperFact(trx, { event_id: fact.id, points_before: before, cash_received_fen: null });
  }
  const hasPaper = isOnPaper(fact.type);
  const movesDrawer = movesCash(fact);
  if (!hasPaper && !movesDrawer) return;
  const { target, isAutomatic, opensDrawer } = printerSettingOf(trx);
  // The system's printer has no drawer, and where the host cannot print on it the page does.
  const isRaw = target.kind === 'tcp' || target.kind === 'device';
  const kicks = movesDrawer && opensDrawer && isRaw;
  const prints = hasPaper && isAutomatic && (isRaw || (target.kind === 'system' && till.press.printsSystem));
  if (!prints && !kicks) return;
  insertPrintJob(trx, {
    id: fact.id,
    of: prints ? fact.id : null,
    layout: null,
    opens_drawer: kicks ? 1 : 0,
    copy_no: 0,
    made_at: fact.at,
    incarnation_no: till.log.no,
  });
}

/** Sales and redemptions keep them in rows of their own. */
function needsPointsBefore({ type }: QueuedFact): boolean {
  return type === 'sale_refunded' || type === 'redemption_refunded';
}

export function isOnPaper(type: string): boolean {
  return paperKindOf({ type, isVoid: false }) !== null;
}

/** Null: events of this type have no paper. */
export function paperKindOf({ type, isVoid }: { readonly type: string; readonly isVoid: boolean }): EventFacts['kind'] | null {
  switch (type) {
    case 'sale_recorded':
      return 'sale';
    case 'sale_refunded':
      return isVoid ? 'void' : 'refund';
    case 'reward_redeemed':
      return 'redemption';
    case 'redemption_refunded':
      return isVoid ? 'redemption_void' : 'redemption_refund';
    case 'order_fulfilled':
      return 'order';
    case 'shift_closed':
      return 'shift_z';
  }
  return null;
}

/** Notes and coins go in or out, or somebody opened the drawer by name. */
function movesCash({ type, body }: Pick<Envelope, 'type' | 'body'>): boolean {
  if (type === 'cash_moved' || type === 'drawer_opened') return true;
  const { basket } = body;
  const tenders = isRecord(basket) ? basket['tenders'] : body['tenders'];
  return isOnPaper(type) && Array.isArray(tenders) && tenders.some((tender) => isRecord(tender) && tender['method'] === 'cash');
}

function isRecord(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
