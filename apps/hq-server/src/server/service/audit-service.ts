import { type EventId, ok, type Result, type StaffId } from '@jifen/core';
import { HQ_BODIES, type HqEventType } from '@jifen/sync';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { listHqEvents, type StoredContent } from '../store/audit-store.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import type { HqProblem } from './problem.ts';

/** One thing that somebody did at HQ. `fields` are names only: what was personal about it stays sealed. */
export type AuditItem = {
  readonly id: EventId;
  readonly at: number;
  readonly staffId: StaffId | null;
  readonly type: string;
  readonly topic: string | null;
  readonly key: string | null;
  readonly fields: readonly string[];
};

/** What people do. Grants, settlements and expiry are HQ's own work and stand in the members' statements. */
const TYPES: readonly HqEventType[] = [
  'record_saved',
  'points_adjusted',
  'exception_resolved',
  'incarnation_changed',
  'receipt_reclaimed',
  'rights_recovered',
  'rights_written_off',
  'loss_compensated',
  'barrier_waived',
  'members_linked',
  'members_unlinked',
  'loss_booked',
  'epoch_opened',
];

const contentSchema = z.object({ staff: z.custom<StaffId>((value) => typeof value === 'string').nullable(), body: z.unknown() });
const keySchema = z.object({ memberId: z.string(), exceptionId: z.string(), branch: z.string() }).partial();

export async function readAudit(context: HqContext, query: ListQuery): Promise<Result<PageOf<AuditItem>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listHqEvents(context.db, TYPES, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: row.gseq, id: '' }), item: itemOf }));
}

function itemOf({ eventId: id, at, type, content }: StoredContent): AuditItem {
  const { staff: staffId, body } = contentSchema.parse(JSON.parse(content));
  const saved = type === 'record_saved' ? HQ_BODIES.record_saved.safeParse(body) : null;
  if (saved?.success === true) return { id, at, staffId, type, topic: saved.data.topic, key: saved.data.key, fields: saved.data.fields };
  const key = keySchema.safeParse(body);
  const named = key.success ? (key.data.memberId ?? key.data.exceptionId ?? key.data.branch ?? null) : null;
  return { id, at, staffId, type, topic: null, key: named, fields: [] };
}
