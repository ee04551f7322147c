import { z } from '@hono/zod-openapi';
import { branchId, count, epochMs, listOf } from './field.ts';

const MOST_POINTS = 1_000_000_000;

export const grantRequest = z.strictObject({
  branchId,
  n: z
    .int()
    .min(1)
    .max(MOST_POINTS)
    .optional()
    .openapi({ description: 'How many points must lie there in all; absent: as many as there are.' }),
});

export const issuedGrant = z
  .object({
    branchId: z.string(),
    text: z.string().nullable().openapi({ description: 'For a QR code; null when the till knows of everything already.' }),
    n: count.openapi({ description: 'What the text brings to a till that has heard of none of it.' }),
    there: count.openapi({ description: 'All that lies at the branch then, as HQ knows.' }),
    stillElsewhere: listOf(z.object({ branchId: z.string(), n: count, state: z.enum(['coming', 'unreachable', 'frozen']) })),
    issuedAt: epochMs,
  })
  .openapi('SignedGrant');
