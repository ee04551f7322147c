import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { actOnLife } from '../life/act-on-life.ts';
import { readBarrier, waiveBarrier, WAITING_CAUSES } from '../life/barrier-service.ts';
import { LIFE_ACTS } from '../life/decide-act.ts';
import { readLife, readLives } from '../life/life-view.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, count, epochMs, eventId, incarnation, line, listOf, pageQuery, pageSchema } from './schema/field.ts';

const stateSchema = z.enum(['active', 'draining', 'in_doubt', 'forked', 'frozen', 'closed', 'written_off']);
const lifeContent = {
  branchId: z.string(),
  incarnation: z.string(),
  previousIncarnation: z.string().nullable(),
  terminalId: z.string().nullable(),
  terminalName: z.string().nullable(),
  state: stateSchema,
  reason: z.string().nullable(),
  since: epochMs,
  firstSeenAt: epochMs,
  lastExchangeAt: epochMs.nullable(),
  headSeq: count,
  ackedSeq: count,
  safeSeq: count,
  app: z.string().nullable(),
  acts: listOf(z.enum(LIFE_ACTS)),
};
const lifeSchema = z.object(lifeContent).openapi('Incarnation');
const detailSchema = z
  .object({ ...lifeContent, rightsHeld: count, quarantined: count, openExceptions: count, writtenOff: count, compensable: count })
  .openapi('IncarnationDetail');
const waitingSchema = z.object({
  branch: z.string(),
  incarnation: z.string().nullable(),
  terminalId: z.string().nullable(),
  state: stateSchema.nullable(),
  lastExchangeAt: epochMs.nullable(),
  why: z.enum(WAITING_CAUSES),
});
const barrierSchema = z
  .object({ isShut: z.boolean(), epoch: z.string(), since: epochMs, waitingFor: listOf(waitingSchema) })
  .openapi('Barrier');

const params = z.object({ branch: branchId, incarnation });
const reason = line(200, 1);
const isOver = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

const list = createRoute({
  ...operation('listIncarnations', 'incarnation'),
  method: 'get',
  path: '/api/v1/incarnations',
  middleware: permitStaff('listIncarnations'),
  request: { query: pageQuery.extend({ branchId: branchId.optional(), isOver }) },
  responses: { 200: okResponse(pageSchema(lifeSchema), 'Lives of tills by id.'), ...refusals(401, 403, 404) },
});

const read = createRoute({
  ...operation('readIncarnation', 'incarnation'),
  method: 'get',
  path: '/api/v1/incarnations/{branch}/{incarnation}',
  middleware: permitStaff('readIncarnation'),
  request: { params },
  responses: { 200: okResponse(detailSchema, 'The life of a till, with what takes counting.'), ...refusals(401, 403, 404) },
});

const act = createRoute({
  ...operation('actOnIncarnation', 'incarnation'),
  method: 'post',
  path: '/api/v1/incarnations/{branch}/{incarnation}/acts',
  middleware: permitStaff('actOnIncarnation'),
  request: { params, body: jsonBody(z.strictObject({ id: eventId, act: z.enum(LIFE_ACTS), reason })) },
  responses: {
    200: okResponse(detailSchema, 'Decided before, in the same words.'),
    201: okResponse(detailSchema, 'Decided.'),
    ...refusals(401, 403, 404, 409, 413, 415, 422),
  },
});

const barrier = createRoute({
  ...operation('readBarrier', 'incarnation'),
  method: 'get',
  path: '/api/v1/barrier',
  middleware: permitStaff('readBarrier'),
  responses: { 200: okResponse(barrierSchema, 'Whether HQ places points, and whom it waits for.'), ...refusals(401, 403) },
});

const waive = createRoute({
  ...operation('waiveBarrier', 'incarnation'),
  method: 'post',
  path: '/api/v1/barrier/waivers',
  middleware: permitStaff('waiveBarrier'),
  request: { body: jsonBody(z.strictObject({ id: eventId, branch: branchId, incarnation, reason })) },
  responses: { 200: okResponse(barrierSchema, 'The barrier as it is now.'), ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

export function incarnationRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readLives(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(read, async (c) => answer(c, await readLife(c.var.context, c.var.caller, c.req.valid('param'))))
    .openapi(act, async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return answerMade(c, await actOnLife(c.var.context, c.var.caller, input));
    })
    .openapi(barrier, async (c) => c.json(await readBarrier(c.var.context, c.var.caller), 200))
    .openapi(waive, async (c) => answer(c, await waiveBarrier(c.var.context, c.var.caller, c.req.valid('json'))));
}
