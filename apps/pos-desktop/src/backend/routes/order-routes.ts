import { RELEASE_REASONS } from '@jifen/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import { fulfilOrder, listOrderViews, readyOrder, releaseOrder } from '../service/order.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, tenders } from './input.ts';
import { requireActor } from './require.ts';
import { json, param } from './validate.ts';

const ofOrder = z.object({ id: eventId });
const act = z.object({ id: eventId });

/** Orders of members that are picked up here. */
export function orderRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json({ items: listOrderViews(c.var.till) }, 200))
    .post('/:id/ready', param(ofOrder), json(act), (c) => {
      const input = { ...c.req.valid('json'), orderId: c.req.valid('param').id };
      return answer(c, readyOrder(c.var.till, c.var.actor, input));
    })
    .post('/:id/release', param(ofOrder), json(act.extend({ reason: z.enum(RELEASE_REASONS) })), (c) => {
      const input = { ...c.req.valid('json'), orderId: c.req.valid('param').id };
      return answer(c, releaseOrder(c.var.till, c.var.actor, input));
    })
    .post('/:id/fulfil', param(ofOrder), json(act.extend({ tenders: tenders.default([]) })), (c) => {
      const input = { ...c.req.valid('json'), orderId: c.req.valid('param').id };
      return answer(c, fulfilOrder(c.var.till, c.var.actor, input));
    });
}
