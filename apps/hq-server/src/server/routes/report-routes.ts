import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readAudit } from '../service/audit-service.ts';
import { readExceptions, resolve } from '../service/exception-service.ts';
import { readStatistics } from '../service/statistics-service.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, businessDate, count, epochMs, line, listOf, pageQuery, pageSchema } from './schema/field.ts';

const exceptionSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    branchId: z.string(),
    eventId: z.string().nullable(),
    detail: z.looseObject({}),
    state: z.enum(['open', 'resolved']),
    createdAt: epochMs,
    resolvedAt: epochMs.nullable(),
    resolution: z.string().nullable(),
  })
  .openapi('Exception');

const sum = z.object({ count, amountFen: z.int() });
const figures = {
  sales: sum,
  refunds: sum,
  points: z.object({ issued: z.int(), redeemed: z.int(), reversed: z.int(), settled: z.int() }),
  newMembers: count,
  goodwill: z.int(),
};
const statisticsSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    ...figures,
    byBranch: listOf(z.object({ branchId: z.string(), ...figures })),
    byDate: listOf(z.object({ date: z.string(), ...figures })),
  })
  .openapi('Statistics');

const auditSchema = z
  .object({
    id: z.string(),
    at: epochMs,
    staffId: z.string().nullable(),
    type: z.string(),
    topic: z.string().nullable(),
    key: z.string().nullable(),
    fields: listOf(z.string()),
  })
  .openapi('AuditItem');

const listExceptions = createRoute({
  ...operation('listExceptions', 'exception'),
  method: 'get',
  path: '/api/v1/exceptions',
  middleware: permitStaff('listExceptions'),
  request: { query: pageQuery.extend({ state: z.enum(['open', 'resolved']).optional() }) },
  responses: { 200: okResponse(pageSchema(exceptionSchema), 'Facts that need a person’s eye, newest first.'), ...refusals(401, 403) },
});

const resolveException = createRoute({
  ...operation('resolveException', 'exception'),
  method: 'post',
  path: '/api/v1/exceptions/{id}/resolve',
  middleware: permitStaff('resolveException'),
  request: { params: z.object({ id: z.string().max(80) }), body: jsonBody(z.strictObject({ resolution: line(200, 1) })) },
  responses: { 200: okResponse(exceptionSchema, 'Resolved.'), ...refusals(401, 403, 404, 409, 413, 415) },
});

const statistics = createRoute({
  ...operation('readStatistics', 'report'),
  method: 'get',
  path: '/api/v1/statistics',
  middleware: permitStaff('readStatistics'),
  request: { query: z.object({ from: businessDate.optional(), to: businessDate.optional(), branchId: branchId.optional() }) },
  responses: { 200: okResponse(statisticsSchema, 'Sums by branch and by date.'), ...refusals(401, 403, 404, 422) },
});

const audit = createRoute({
  ...operation('listAudit', 'report'),
  method: 'get',
  path: '/api/v1/audit',
  middleware: permitStaff('listAudit'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(auditSchema), 'Who did what at HQ, newest first.'), ...refusals(401, 403) },
});

export function reportRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(listExceptions, async (c) => answer(c, await readExceptions(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(resolveException, async (c) => {
      const { resolution } = c.req.valid('json');
      return answer(c, await resolve(c.var.context, c.var.caller, { id: c.req.valid('param').id, resolution }));
    })
    .openapi(statistics, async (c) => answer(c, await readStatistics(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(audit, async (c) => answer(c, await readAudit(c.var.context, c.req.valid('query'))));
}
