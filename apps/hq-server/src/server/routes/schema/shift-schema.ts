import { z } from '@hono/zod-openapi';
import { count, epochMs, listOf, tenderMethod } from './field.ts';

const fen = count.openapi({ description: 'Fen.' });
const signedFen = z.int().openapi({ description: 'Fen; may be negative.' });

const totalsSchema = z
  .object({
    cash: z.object({ floatFen: fen, salesFen: fen, refundsFen: fen, paidInFen: fen, paidOutFen: fen, expectedFen: signedFen }),
    tenders: listOf(z.object({ method: tenderMethod, salesFen: fen, refundsFen: fen })),
    counts: z.object({
      sales: count,
      refunds: count,
      voids: count,
      redemptions: count,
      redemptionRefunds: count,
      offline: count,
      drawerOpenings: count,
      reprints: count,
      overrides: count,
    }),
    points: z.object({ issued: count, redeemed: count, takenBack: count, restored: count }),
  })
  .openapi('ShiftTotals');

const shiftFields = {
  id: z.string(),
  shiftNo: z.string(),
  branchId: z.string(),
  businessDate: z.string(),
  openedAt: epochMs,
  openedBy: z.string().nullable(),
  closedAt: epochMs.nullable().openapi({ description: 'Null while it is open.' }),
  closedBy: z.string().nullable(),
  expectedFen: signedFen.nullable(),
  countedFen: fen.nullable(),
  differenceFen: signedFen.nullable(),
  verdict: z
    .enum(['confirmed', 'contradicted'])
    .nullable()
    .openapi({ description: 'What HQ’s own sum of the same events says of the report; null: it is open, or HQ could not say.' }),
};
export const shiftSchema = z.object(shiftFields).openapi('Shift');

export const shiftRecordSchema = z
  .object({
    ...shiftFields,
    report: z
      .object({ totals: totalsSchema, firstIncarnation: z.string(), firstSeq: count, lastSeq: count, lastHash: z.string() })
      .nullable()
      .openapi({ description: 'As the branch made it; null while the shift is open.' }),
    held: z
      .object({ totals: totalsSchema, differences: listOf(z.string()), lives: count })
      .nullable()
      .openapi({ description: 'What HQ’s log says of the same events now. Over several lives of a till some may still be on their way.' }),
  })
  .openapi('ShiftRecord');
