import type { Incarnation } from '@jifen/core';
import { type Envelope, NO_SHIFT_TOTALS, readBranchBody, type ShiftTotals, type Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import { findLogOf, type Stretch } from '../store/shift-store.ts';
import type { ZReport } from './contradictions.ts';
import { foldStretch } from './fold-log.ts';

/** A till is not restored more often than this within a shift. */
const MAX_LIVES = 20;

/**
 * What HQ's log says now of the events that a Z report covers: in the life that closed the shift up to the report, and where the shift began in
 * an earlier life, that one's from there on, and all of the lives between. Null when HQ cannot say.
 */
export async function foldReport(
  db: Kysely<HqSchema>,
  closedIn: Writer,
  report: ZReport,
): Promise<{ readonly totals: ShiftTotals; readonly lives: number } | null> {
  const stretches = await stretchesOf(db, closedIn, report);
  if (stretches === null) return null;
  let totals: ShiftTotals | null = NO_SHIFT_TOTALS;
  for (const stretch of stretches) totals = totals === null ? null : await foldStretch(db, stretch, totals);
  return totals === null ? null : { totals, lives: stretches.length };
}

async function stretchesOf(
  db: Kysely<HqSchema>,
  { branch, incarnation }: Writer,
  { firstIncarnation, firstSeq, lastSeq }: ZReport,
): Promise<readonly Stretch[] | null> {
  const stretches: Stretch[] = [];
  for (let life: Incarnation | null = incarnation; life !== null && stretches.length < MAX_LIVES;) {
    const log = await findLogOf(db, { branch, incarnation: life });
    if (log === null) return null;
    const toSeq = life === incarnation ? lastSeq : log.lastSeq;
    const isFirst: boolean = life === firstIncarnation;
    stretches.unshift({ branch, incarnation: life, fromSeq: isFirst ? firstSeq : 1, toSeq });
    if (isFirst) return stretches;
    life = previousOf(log.first);
  }
  return null;
}

/** The life before, as the first event of a log names it. */
function previousOf(first: string | null): Incarnation | null {
  if (first === null) return null;
  const { type, typeVersion, body }: Pick<Envelope, 'type' | 'typeVersion' | 'body'> = JSON.parse(first);
  const reading = readBranchBody({ type, typeVersion, body });
  return reading.kind === 'known' && reading.event.type === 'incarnation_opened' ? reading.event.body.previousIncarnation : null;
}
