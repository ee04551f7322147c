import { Hono } from 'hono';
import { z } from 'zod';
import { askForReceipt } from '../service/ask-for-receipt.ts';
import { findReceipt } from '../service/find-receipt.ts';
import { refundSale } from '../service/refund.ts';
import { recordSale } from '../service/sale.ts';
import { findSaleReceipt, hasSale } from '../service/sale-receipt.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { alias, approval, eventId, fen, memberId, refundLines, refundReason, saleLines, tenders, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, param } from './validate.ts';

/** Stands in the answer to a sale that was recorded before, by an earlier try or in another window. */
const REPEAT_HEADER = 'jifen-repeat';

const ofSale = z.object({ id: eventId });
const newSale = z.object({
  id: eventId,
  memberId: memberId.nullable().default(null),
  alias: alias.nullable().default(null),
  lines: saleLines,
  tenders,
  /** Cash as it was handed over, for the change on paper. */
  cashReceivedFen: fen.optional(),
});
const newRefund = z.object({ id: eventId, lines: refundLines, tenders, reason: refundReason, approval });
const newVoid = z.object({ id: eventId, reason: refundReason, approval });

export function saleRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/', json(newSale), (c) => {
      const { cashReceivedFen, ...sale } = c.req.valid('json');
      // Nobody takes the money twice because a receipt is shown twice.
      if (hasSale(c.var.till.store, sale.id)) c.header(REPEAT_HEADER, '1');
      return answer(c, recordSale(c.var.till, c.var.actor, cashReceivedFen === undefined ? sale : { ...sale, cashReceivedFen }));
    })
    .get('/:id', param(ofSale), (c) => answerFound(c, findSaleReceipt(c.var.till.store, c.var.till, c.req.valid('param').id)))
    .post('/:id/refund', param(ofSale), json(newRefund), async (c) => {
      const { approval: leave, ...input } = c.req.valid('json');
      return answer(c, await refundSale({ ...refundingOf(c.var, deps), approval: leave }, { ...input, saleId: c.req.valid('param').id }));
    })
    .post('/:id/void', param(ofSale), json(newVoid), async (c) => {
      const { approval: leave, ...of } = c.req.valid('json');
      const input = { ...of, saleId: c.req.valid('param').id, lines: null, tenders: null };
      return answer(c, await refundSale({ ...refundingOf(c.var, deps), approval: leave }, input));
    });
}

/** Looks for the paper that a customer brings, of this branch or of another. */
export function receiptRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).post('/find', json(z.object({ receipt: text(40).min(1) })), async (c) => {
    const { till, askForReceipt: ask } = refundingOf(c.var, deps);
    return answer(c, await findReceipt(till, ask, c.req.valid('json').receipt));
  });
}

function refundingOf({ till, actor, running }: Pick<ApiEnv['Variables'], 'till' | 'actor' | 'running'>, { timer }: ApiDeps) {
  return { till, actor, askForReceipt: askForReceipt(till, running.exchanger, timer) };
}
