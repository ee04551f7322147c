import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { readShift, readShifts } from '../shift/shift-service.ts';
import { answer, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, businessDate, eventId, idParams, pageQuery, pageSchema } from './schema/field.ts';
import { shiftRecordSchema, shiftSchema } from './schema/shift-schema.ts';

const list = createRoute({
  ...operation('listShifts', 'shift'),
  method: 'get',
  path: '/api/v1/shifts',
  middleware: permitStaff('listShifts'),
  request: { query: pageQuery.extend({ branchId: branchId.optional(), date: businessDate.optional() }) },
  responses: { 200: okResponse(pageSchema(shiftSchema), 'Shifts of the tills, the last opened first.'), ...refusals(401, 403, 404, 422) },
});

const read = createRoute({
  ...operation('readShift', 'shift'),
  method: 'get',
  path: '/api/v1/shifts/{id}',
  middleware: permitStaff('readShift'),
  request: { params: idParams(eventId) },
  responses: { 200: okResponse(shiftRecordSchema, 'A shift, and what HQ itself adds up.'), ...refusals(401, 403, 404) },
});

export function shiftRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readShifts(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(read, async (c) => answer(c, await readShift(c.var.context, c.var.caller, c.req.valid('param').id)));
}
