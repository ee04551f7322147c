import { type EventId, must } from '@jifen/core';
import { addToShift, isShiftFact, type JsonValue, NO_SHIFT_TOTALS, readBranchBody, type ShiftTotals } from '@jifen/sync';
import type { BranchLog } from '../../support/branch-log.ts';

type Body = Readonly<Record<string, JsonValue>>;

export function openShift(log: BranchLog, shiftNo = '9F3A-Z0001'): EventId {
  return log.fact('shift_opened', { shiftNo, businessDate: '2026-06-01', floatFen: 1000 });
}

/** The body of a report on what the log has since the one before, as a till adds it up; `over`: as it lies. */
export function zBodyOf(log: BranchLog, shiftNo = '9F3A-Z0001', over: Body = {}): Record<string, JsonValue> {
  const envelopes = log.events.map(({ envelope }) => envelope);
  const opened = must(
    envelopes.findLast(({ type }) => type === 'shift_opened'),
    'an opening',
  );
  const previous = envelopes.findLast(({ type }) => type === 'shift_closed')?.seq ?? 0;
  const totals = envelopes.slice(previous).reduce<ShiftTotals>((sum, envelope) => {
    const reading = readBranchBody(envelope);
    return reading.kind === 'known' && isShiftFact(reading.event) ? addToShift(sum, reading.event) : sum;
  }, NO_SHIFT_TOTALS);
  return {
    cash: { ...totals.cash },
    tenders: totals.tenders.map((tender) => ({ ...tender })),
    counts: { ...totals.counts },
    points: { ...totals.points },
    shiftId: opened.id,
    shiftNo,
    businessDate: '2026-06-01',
    openedAt: opened.at,
    openedBy: null,
    countedFen: totals.cash.expectedFen,
    differenceFen: 0,
    firstIncarnation: log.writer.incarnation,
    firstSeq: previous + 1,
    lastSeq: log.head.seq,
    lastHash: log.head.hash,
    ...over,
  };
}

export function closeShift(log: BranchLog, shiftNo = '9F3A-Z0001', over: Body = {}): EventId {
  return log.fact('shift_closed', zBodyOf(log, shiftNo, over));
}
