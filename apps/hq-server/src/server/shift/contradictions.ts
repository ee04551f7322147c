import { type BranchBody, differencesOf, type Envelope, type ShiftTotals } from '@jifen/sync';

/** A Z report as its branch made it. */
export type ZReport = BranchBody<'shift_closed'>;

/** A Z report where it stands in its log. */
export type PlacedZ = {
  readonly report: ZReport;
  readonly envelope: Pick<Envelope, 'seq' | 'prevHash' | 'incarnation'>;
  /** Where the report before stands in this log; null when it has none. */
  readonly previousSeq: number | null;
  /** What HQ's own log says of the same events; null where HQ cannot say. */
  readonly held: ShiftTotals | null;
};

/**
 * What a Z report says that is not so, as names of its fields: it ends just before itself, begins just after the report before it, adds up, and
 * says of its events what they say. Only the till knows how many were written with the line cut.
 */
export function contradictionsOf({ report, envelope, previousSeq, held }: PlacedZ): readonly string[] {
  const { firstIncarnation, firstSeq, lastSeq, lastHash, countedFen, differenceFen, cash } = report;
  const isOneLife = firstIncarnation === envelope.incarnation;
  const isNext = previousSeq === null ? !isOneLife || firstSeq <= envelope.seq : isOneLife && firstSeq === previousSeq + 1;
  const expectedFen = cash.floatFen + cash.salesFen - cash.refundsFen + cash.paidInFen - cash.paidOutFen;
  const claims: readonly (readonly [string, boolean])[] = [
    ['firstSeq', isNext],
    ['lastSeq', lastSeq === envelope.seq - 1],
    ['lastHash', lastHash === envelope.prevHash],
    ['cash.expectedFen', cash.expectedFen === expectedFen],
    ['differenceFen', differenceFen === countedFen - cash.expectedFen],
  ];
  const untrue = claims.filter(([, isTrue]) => !isTrue).map(([name]) => name);
  return [...new Set([...untrue, ...(held === null ? [] : differencesOf(report, held))])];
}
