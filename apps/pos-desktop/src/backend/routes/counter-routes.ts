import { isCanonicalValue } from '@jifen/sync';
import { Hono } from 'hono';
import { z } from 'zod';
import { listNoticeViews } from '../service/notices.ts';
import { listParkedBaskets, parkBasket, takeParked } from '../service/parked.ts';
import { changeTillSettings, tillSettingsOf, tillSettingsSchema } from '../service/till-settings.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, param } from './validate.ts';

/** How this till is set. */
export function settingRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json(tillSettingsOf(c.var.till.store), 200))
    .put('/', json(tillSettingsSchema), (c) => answer(c, changeTillSettings(c.var.till, c.req.valid('json'))));
}

const draft = z.json().refine(isCanonicalValue);

/** Baskets that wait for their customer. */
export function parkedRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json({ items: listParkedBaskets(c.var.till) }, 200))
    .post('/', json(z.object({ id: eventId, label: text(60), draft })), (c) =>
      answer(c, parkBasket(c.var.till, c.var.actor, c.req.valid('json'))),
    )
    .delete('/:id', param(z.object({ id: eventId })), (c) => answerFound(c, takeParked(c.var.till, c.req.valid('param').id)));
}

export function noticeRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/', (c) => c.json({ items: listNoticeViews(c.var.till) }, 200));
}
