import { CASH_IN_REASONS, CASH_OUT_REASONS, DRAWER_REASONS } from '@jifen/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import { closeShift } from '../service/close-shift.ts';
import { openDrawer } from '../service/drawer.ts';
import { moveCash, openShift, readShift } from '../service/shift.ts';
import { findZReport, listZReports, readXReport } from '../service/z-report.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { approval, eventId, fen, pageLimit, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, param, query } from './validate.ts';

const cashMove = z.discriminatedUnion('direction', [
  z.object({ id: eventId, direction: z.literal('in'), amountFen: fen, reason: z.enum(CASH_IN_REASONS) }),
  z.object({ id: eventId, direction: z.literal('out'), amountFen: fen, reason: z.enum(CASH_OUT_REASONS) }),
]);

/** The shift that is open, or will be. */
export function shiftRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json(readShift(c.var.till), 200))
    .post('/open', json(z.object({ id: eventId, floatFen: fen })), (c) =>
      answer(c, openShift(c.var.till, c.var.actor, c.req.valid('json'))),
    )
    .post('/cash', json(cashMove), (c) => answer(c, moveCash(c.var.till, c.var.actor, c.req.valid('json'))))
    .get('/report', async (c) => c.json(await readXReport(c.var.till, c.var.actor), 200))
    .post('/close', json(z.object({ id: eventId, countedFen: fen })), async (c) =>
      answer(c, await closeShift(c.var.till, c.var.actor, c.req.valid('json'))),
    );
}

/** Z reports of shifts that are closed. */
export function shiftsRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', query(z.object({ cursor: text(64).optional(), limit: pageLimit })), (c) => {
      const { cursor, limit } = c.req.valid('query');
      return answer(c, listZReports(c.var.till, { cursor: cursor ?? null, limit }));
    })
    .get('/:id', param(z.object({ id: eventId })), (c) => answerFound(c, findZReport(c.var.till, c.req.valid('param').id)));
}

export function drawerRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/open', json(z.object({ id: eventId, reason: z.enum(DRAWER_REASONS), approval })), (c) => {
      const { approval: leave, ...input } = c.req.valid('json');
      return answer(c, openDrawer({ ...c.var, approval: leave }, input));
    });
}
