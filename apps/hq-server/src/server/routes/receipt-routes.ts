import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { reclaimReceipt } from '../release/reclaim-receipt.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { count, eventId, idParams, line } from './schema/field.ts';

const reclaimedSchema = z.object({ saleId: z.string(), branchId: z.string(), transfer: count }).openapi('ReclaimedReceipt');

const reclaim = createRoute({
  ...operation('reclaimReceipt', 'incarnation'),
  method: 'post',
  path: '/api/v1/sales/{id}/reclaim',
  middleware: permitStaff('reclaimReceipt'),
  request: { params: idParams(eventId), body: jsonBody(z.strictObject({ reason: line(200, 1) })) },
  responses: { 200: okResponse(reclaimedSchema, 'The receipt, now for HQ to pass on.'), ...refusals(401, 403, 404, 409, 413, 415) },
});

export function receiptRoutes() {
  return new OpenAPIHono<ApiEnv>().openapi(reclaim, async (c) =>
    answer(c, await reclaimReceipt(c.var.context, c.var.caller, { id: c.req.valid('param').id, reason: c.req.valid('json').reason })),
  );
}
