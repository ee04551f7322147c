import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createReward, patchReward, readRewards, readRewardStock } from '../service/reward-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { idParams, listOf, pageQuery, pageSchema, rewardId } from './schema/field.ts';
import { branchStock, newReward, rewardPatch, rewardSchema } from './schema/reward-schema.ts';

const list = createRoute({
  ...operation('listRewards', 'reward'),
  method: 'get',
  path: '/api/v1/rewards',
  middleware: permitStaff('listRewards'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(rewardSchema), 'Rewards, newest first.'), ...refusals(401, 403) },
});

const create = createRoute({
  ...operation('createReward', 'reward'),
  method: 'post',
  path: '/api/v1/rewards',
  middleware: permitStaff('createReward'),
  request: { body: jsonBody(newReward) },
  responses: {
    200: okResponse(rewardSchema, 'Known already, with the same content.'),
    201: okResponse(rewardSchema, 'Made.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

const update = createRoute({
  ...operation('updateReward', 'reward'),
  method: 'patch',
  path: '/api/v1/rewards/{id}',
  middleware: permitStaff('updateReward'),
  request: { params: idParams(rewardId), body: jsonBody(rewardPatch) },
  responses: { 200: okResponse(rewardSchema, 'The reward as it is now.'), ...refusals(401, 403, 404, 413, 415, 422) },
});

const stock = createRoute({
  ...operation('listRewardStock', 'reward'),
  method: 'get',
  path: '/api/v1/rewards/{id}/stock',
  middleware: permitStaff('listRewardStock'),
  request: { params: idParams(rewardId) },
  responses: { 200: okResponse(z.object({ items: listOf(branchStock) }), 'What lies in which branch.'), ...refusals(401, 403, 404) },
});

export function rewardRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readRewards(c.var.context, c.req.valid('query'))))
    .openapi(create, async (c) => answerMade(c, await createReward(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await patchReward(c.var.context, c.var.caller, { id, patch: c.req.valid('json') }));
    })
    .openapi(stock, async (c) => answer(c, await readRewardStock(c.var.context, c.var.caller, c.req.valid('param').id)));
}
