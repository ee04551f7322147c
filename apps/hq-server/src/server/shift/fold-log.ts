import type { Envelope } from '@jifen/sync';
import { addToShift, isShiftFact, NO_SHIFT_TOTALS, readBranchBody, type ShiftTotals } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import { type FactRow, listShiftFacts, type Stretch } from '../store/shift-store.ts';

/** More than this between two reports is not added up while a till waits for its answer. */
export const MAX_FOLDED_EVENTS = 50_000;
const PAGE = 500;

/** What HQ's own log says of a stretch, added to what is given. Null: this build cannot read all of it, or it is too long. */
export async function foldStretch(
  db: Kysely<HqSchema>,
  stretch: Stretch,
  before: ShiftTotals = NO_SHIFT_TOTALS,
): Promise<ShiftTotals | null> {
  if (stretch.toSeq - stretch.fromSeq >= MAX_FOLDED_EVENTS) return null;
  let totals: ShiftTotals | null = before;
  for (let { fromSeq } = stretch; ;) {
    const rows: FactRow[] = await listShiftFacts(db, { ...stretch, fromSeq }, PAGE);
    for (const { content } of rows) totals = totals === null ? null : addContent(totals, content);
    const last = rows.at(-1);
    if (totals === null || last === undefined || rows.length < PAGE) return totals;
    fromSeq = last.seq + 1;
  }
}

function addContent(totals: ShiftTotals, content: string): ShiftTotals | null {
  const { type, typeVersion, body }: Pick<Envelope, 'type' | 'typeVersion' | 'body'> = JSON.parse(content);
  const reading = readBranchBody({ type, typeVersion, body });
  return reading.kind === 'known' && isShiftFact(reading.event) ? addToShift(totals, reading.event) : null;
}
