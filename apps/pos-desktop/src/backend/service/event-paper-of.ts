import type { EventId, UnixMs } from '@jifen/core';
import { eventPaper } from '../../paper/event-paper.ts';
import type { PaperKind, PaperOrigin } from '../../paper/paper-facts.ts';
import type { Paper } from '../../paper/paper.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findAnchor } from '../store/paper-fact.ts';
import { findPaperFacts } from './paper-facts-of.ts';
import { paperShopOf } from './paper-shop.ts';
import type { Till } from './till.ts';

export type PaperMarks = Pick<PaperOrigin, 'copy' | 'mayBeCopy'>;
export type EventPaper = { readonly layout: Paper; readonly kind: PaperKind; readonly at: UnixMs };

/** The paper of an event of this database, made from what is written down; null when there is none. */
export function findEventPaper(
  db: BranchDb,
  till: Till,
  { id, marks }: { readonly id: EventId; readonly marks: PaperMarks },
): EventPaper | null {
  const anchor = findAnchor(db, id);
  const facts = anchor === null ? null : findPaperFacts(db, till, { id, anchor });
  if (anchor === null || facts === null) return null;
  const { at, seq, hash, staffName: cashier, isOffline } = anchor;
  const number = anchor.receipt_no ?? (facts.kind === 'shift_z' ? facts.shiftNo : id);
  const origin = { eventId: id, number, at, cashier, terminal: till.terminalName, seq, hash, isOffline, ...marks };
  return { layout: eventPaper({ shop: paperShopOf(db, till), origin, facts }), kind: facts.kind, at };
}
