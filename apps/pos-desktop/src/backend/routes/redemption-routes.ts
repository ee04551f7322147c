import { Hono } from 'hono';
import { z } from 'zod';
import { askForRights } from '../service/ask-for-rights.ts';
import { redeemReward } from '../service/redeem.ts';
import { findRedemptionReceipt } from '../service/redemption-receipt.ts';
import { refundRedemption } from '../service/refund-redemption.ts';
import { answer, answerFound } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { approval, eventId, memberId, refundReason, rewardId, tenders, wholeNumber } from './input.ts';
import { requireActor } from './require.ts';
import { json, param } from './validate.ts';

const ofRedemption = z.object({ id: eventId });
const newRedemption = z.object({ id: eventId, memberId, rewardId, quantity: wholeNumber, tenders: tenders.default([]) });
const newRefund = z.object({ id: eventId, quantity: wholeNumber, tenders: tenders.default([]), reason: refundReason, approval });
const newVoid = z.object({ id: eventId, reason: refundReason, approval });

export function redemptionRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .post('/', json(newRedemption), async (c) => {
      const { till, actor, running } = c.var;
      const ask = askForRights(till, running.exchanger, deps.timer);
      return answer(c, await redeemReward({ till, actor, askForRights: ask }, c.req.valid('json')));
    })
    .get('/:id', param(ofRedemption), (c) => answerFound(c, findRedemptionReceipt(c.var.till.store, c.var.till, c.req.valid('param').id)))
    .post('/:id/refund', param(ofRedemption), json(newRefund), (c) => {
      const { approval: leave, ...input } = c.req.valid('json');
      return answer(c, refundRedemption({ ...c.var, approval: leave }, { ...input, redemptionId: c.req.valid('param').id }));
    })
    .post('/:id/void', param(ofRedemption), json(newVoid), (c) => {
      const { approval: leave, ...of } = c.req.valid('json');
      const input = { ...of, redemptionId: c.req.valid('param').id, quantity: null, tenders: null };
      return answer(c, refundRedemption({ ...c.var, approval: leave }, input));
    });
}
