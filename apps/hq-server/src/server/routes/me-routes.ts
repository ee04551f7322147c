import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { changeMyPassword, patchMe, readMe } from '../service/me-service.ts';
import { readOpenBranches } from '../service/branch-service.ts';
import { readOfferedRewards } from '../service/reward-service.ts';
import { readStatement } from '../service/statement-service.ts';
import { answer, answerDone, doneResponse, jsonBody, okResponse, refusals } from './answer.ts';
import { clientAddressOf } from './client-address.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitMember } from './permit.ts';
import { pageQuery, pageSchema, secret } from './schema/field.ts';
import { branchSchema } from './schema/branch-schema.ts';
import { meSchema, profilePatch, statementItem } from './schema/member-schema.ts';
import { rewardWithStock } from './schema/reward-schema.ts';

const read = createRoute({
  ...operation('readMe', 'me'),
  method: 'get',
  path: '/api/v1/me',
  middleware: permitMember('readMe'),
  responses: { 200: okResponse(meSchema, 'The member who is signed in.'), ...refusals(401, 403, 404) },
});

const update = createRoute({
  ...operation('updateMe', 'me'),
  method: 'patch',
  path: '/api/v1/me',
  middleware: permitMember('updateMe'),
  request: { body: jsonBody(profilePatch) },
  responses: { 200: okResponse(meSchema, 'The member as they are now.'), ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

const password = createRoute({
  ...operation('changeMyPassword', 'me'),
  method: 'post',
  path: '/api/v1/me/password',
  middleware: permitMember('changeMyPassword'),
  request: { body: jsonBody(z.strictObject({ current: secret, next: secret })) },
  responses: { 204: doneResponse('Changed; all other sessions are over.'), ...refusals(401, 403, 413, 415, 422, 429) },
});

const statement = createRoute({
  ...operation('readMyStatement', 'me'),
  method: 'get',
  path: '/api/v1/me/statement',
  middleware: permitMember('readMyStatement'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(statementItem), 'What changed the points or experience, newest first.'), ...refusals(401, 403) },
});

const rewards = createRoute({
  ...operation('listMyRewards', 'me'),
  method: 'get',
  path: '/api/v1/me/rewards',
  middleware: permitMember('listMyRewards'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(rewardWithStock), 'What can be had, and where.'), ...refusals(401, 403) },
});

const branches = createRoute({
  ...operation('listOpenBranches', 'me'),
  method: 'get',
  path: '/api/v1/me/branches',
  middleware: permitMember('listOpenBranches'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(branchSchema), 'The shops, by id.'), ...refusals(401, 403) },
});

export function meRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => answer(c, await readMe(c.var.context, c.var.caller)))
    .openapi(update, async (c) => answer(c, await patchMe(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(password, async (c) => {
      const change = { ...c.req.valid('json'), token: c.var.token, from: clientAddressOf(c) };
      return answerDone(c, await changeMyPassword(c.var.context, c.var.caller, change));
    })
    .openapi(statement, async (c) => answer(c, await readStatement(c.var.context, c.var.caller.memberId, c.req.valid('query'))))
    .openapi(rewards, async (c) => answer(c, await readOfferedRewards(c.var.context, c.req.valid('query'))))
    .openapi(branches, async (c) => answer(c, await readOpenBranches(c.var.context, c.req.valid('query'))));
}
