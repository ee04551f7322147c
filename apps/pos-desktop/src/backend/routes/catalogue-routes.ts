import { Hono } from 'hono';
import { z } from 'zod';
import { findProducts } from '../service/find-products.ts';
import { quoteSale } from '../service/sale.ts';
import { todaysStatistics } from '../service/statistics.ts';
import { consignStock } from '../service/consign.ts';
import { changeStock, listRewardViews, listStockViews } from '../service/stock.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { approval, eventId, memberId, rewardId, saleLines, tenders, text, wholeNumber } from './input.ts';
import { requireActor } from './require.ts';
import { json, query } from './validate.ts';

const productQuery = z.object({ barcode: text(64).optional(), q: text(100).default('') });
const quoteInput = z.object({ memberId: memberId.nullable(), lines: saleLines, tenders: tenders.default([]) });

export function productRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/', query(productQuery), (c) => {
    const { barcode, q } = c.req.valid('query');
    return c.json({ items: findProducts(c.var.till, { barcode: barcode ?? null, text: q }) }, 200);
  });
}

export function rewardRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/', (c) => c.json({ items: listRewardViews(c.var.till) }, 200));
}

export function quoteRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/', json(quoteInput), (c) => answer(c, quoteSale(c.var.till, c.req.valid('json'))));
}

const stockReason = z.enum(['damaged', 'lost', 'found', 'other']);

export function stockRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json({ items: listStockViews(c.var.till) }, 200))
    .post('/receive', json(z.object({ id: eventId, rewardId, quantity: wholeNumber })), (c) =>
      answer(c, changeStock({ ...c.var, approval: null }, { kind: 'receive', ...c.req.valid('json') })),
    )
    .post('/consign', json(z.object({ id: eventId, rewardId, difference: wholeNumber })), (c) =>
      answer(c, consignStock(c.var.till, c.var.actor, c.req.valid('json'))),
    )
    .post('/count', json(z.object({ id: eventId, rewardId, counted: wholeNumber, approval })), (c) => {
      const { counted, approval: leave, ...of } = c.req.valid('json');
      return answer(c, changeStock({ ...c.var, approval: leave }, { kind: 'count', ...of, quantity: counted }));
    })
    .post('/adjust', json(z.object({ id: eventId, rewardId, difference: wholeNumber, reason: stockReason, approval })), (c) => {
      const { difference, approval: leave, ...of } = c.req.valid('json');
      return answer(c, changeStock({ ...c.var, approval: leave }, { kind: 'adjust', ...of, by: difference }));
    });
}

export function statisticsRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/today', (c) => c.json(todaysStatistics(c.var.till), 200));
}
