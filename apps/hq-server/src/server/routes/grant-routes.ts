import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { issueGrant } from '../grant/issue-grant.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitMember, permitStaff } from './permit.ts';
import { idParams, memberId } from './schema/field.ts';
import { grantRequest, issuedGrant } from './schema/grant-schema.ts';

const responses = {
  200: okResponse(issuedGrant, 'The points that one branch may spend, signed for its till.'),
  ...refusals(401, 403, 404, 413, 415, 422, 429),
};

const own = createRoute({
  ...operation('issueMyGrant', 'me'),
  method: 'post',
  path: '/api/v1/me/grants',
  middleware: permitMember('issueMyGrant'),
  request: { body: jsonBody(grantRequest) },
  responses,
});

const ofMember = createRoute({
  ...operation('issueMemberGrant', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/grants',
  middleware: permitStaff('issueMemberGrant'),
  request: { params: idParams(memberId), body: jsonBody(grantRequest) },
  responses,
});

/** A member's points for one branch, as a text that its till takes with the line cut. */
export function grantRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(own, async (c) => {
      const { branchId, n = null } = c.req.valid('json');
      return answer(c, await issueGrant(c.var.context, c.var.caller, { memberId: c.var.caller.memberId, branchId, n }));
    })
    .openapi(ofMember, async (c) => {
      const { branchId, n = null } = c.req.valid('json');
      return answer(c, await issueGrant(c.var.context, c.var.caller, { memberId: c.req.valid('param').id, branchId, n }));
    });
}
