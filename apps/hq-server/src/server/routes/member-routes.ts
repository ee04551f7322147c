import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { adjust } from '../service/adjustment-service.ts';
import { bindCard, changeStatus, setPassword } from '../service/member-account-service.ts';
import { patchMember, readMember, readMembers } from '../service/member-service.ts';
import { createMember } from '../service/register-member.ts';
import { readStatementOf } from '../service/statement-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { eventId, idParams, line, memberId, pageQuery, pageSchema, searchQuery, secret } from './schema/field.ts';
import { memberItem, memberRecord, newMember, profilePatch, statementItem } from './schema/member-schema.ts';

const MAX_ADJUSTMENT = 100_000_000;
const adjustmentAmount = z.int().min(-MAX_ADJUSTMENT).max(MAX_ADJUSTMENT);
const adjustment = z.strictObject({
  id: eventId,
  points: adjustmentAmount,
  experience: adjustmentAmount,
  reason: line(200),
});
const adjustmentMade = z
  .object({ id: z.string(), points: z.int(), experience: z.int(), reason: z.string(), member: memberRecord })
  .openapi('Adjustment');

const params = idParams(memberId);
const refused = refusals(401, 403, 404, 409, 413, 415, 422);

const list = createRoute({
  ...operation('listMembers', 'member'),
  method: 'get',
  path: '/api/v1/members',
  middleware: permitStaff('listMembers'),
  request: { query: searchQuery },
  responses: {
    200: okResponse(pageSchema(memberItem), 'Found by card, phone, ID number or the beginning of the name.'),
    ...refusals(401, 403),
  },
});

const create = createRoute({
  ...operation('createMember', 'member'),
  method: 'post',
  path: '/api/v1/members',
  middleware: permitStaff('createMember'),
  request: { body: jsonBody(newMember) },
  responses: {
    200: okResponse(memberRecord, 'Known already, with the same content.'),
    201: okResponse(memberRecord, 'Registered.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

const read = createRoute({
  ...operation('readMember', 'member'),
  method: 'get',
  path: '/api/v1/members/{id}',
  middleware: permitStaff('readMember'),
  request: { params },
  responses: { 200: okResponse(memberRecord, 'The member, and where the points sit.'), ...refusals(401, 403, 404) },
});

const update = createRoute({
  ...operation('updateMember', 'member'),
  method: 'patch',
  path: '/api/v1/members/{id}',
  middleware: permitStaff('updateMember'),
  request: { params, body: jsonBody(profilePatch) },
  responses: { 200: okResponse(memberRecord, 'The member as it is now.'), ...refused },
});

const status = createRoute({
  ...operation('changeMemberStatus', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/status',
  middleware: permitStaff('changeMemberStatus'),
  request: { params, body: jsonBody(z.strictObject({ isActive: z.boolean() })) },
  responses: { 200: okResponse(memberRecord, 'The member as it is now.'), ...refusals(401, 403, 404, 413, 415) },
});

const cards = createRoute({
  ...operation('bindMemberCard', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/cards',
  middleware: permitStaff('bindMemberCard'),
  request: { params, body: jsonBody(z.strictObject({ cardNumber: z.string().max(40), replaces: z.string().max(40).optional() })) },
  responses: { 200: okResponse(memberRecord, 'The member with the card.'), ...refused },
});

const password = createRoute({
  ...operation('setMemberPassword', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/password',
  middleware: permitStaff('setMemberPassword'),
  request: { params, body: jsonBody(z.strictObject({ password: secret })) },
  responses: { 200: okResponse(memberRecord, 'Set; the member is signed out everywhere.'), ...refusals(401, 403, 404, 413, 415, 422) },
});

const adjustments = createRoute({
  ...operation('adjustMember', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/adjustments',
  middleware: permitStaff('adjustMember'),
  request: { params, body: jsonBody(adjustment) },
  responses: {
    200: okResponse(adjustmentMade, 'Known already, with the same content.'),
    201: okResponse(adjustmentMade, 'Booked.'),
    ...refused,
  },
});

const statement = createRoute({
  ...operation('readMemberStatement', 'member'),
  method: 'get',
  path: '/api/v1/members/{id}/statement',
  middleware: permitStaff('readMemberStatement'),
  request: { params, query: pageQuery },
  responses: {
    200: okResponse(pageSchema(statementItem), 'What changed the points or experience, newest first.'),
    ...refusals(401, 403, 404),
  },
});

export function memberRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readMembers(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(create, async (c) => answerMade(c, await createMember(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(read, async (c) => answer(c, await readMember(c.var.context, c.var.caller, c.req.valid('param').id)))
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await patchMember(c.var.context, c.var.caller, { id, input: c.req.valid('json') }));
    })
    .openapi(status, async (c) =>
      answer(c, await changeStatus(c.var.context, c.var.caller, { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .openapi(cards, async (c) =>
      answer(c, await bindCard(c.var.context, c.var.caller, { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .openapi(password, async (c) =>
      answer(c, await setPassword(c.var.context, c.var.caller, { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .openapi(adjustments, async (c) => {
      const { id: member } = c.req.valid('param');
      return answerMade(c, await adjust(c.var.context, c.var.caller, { member, ...c.req.valid('json') }));
    })
    .openapi(statement, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await readStatementOf(c.var.context, c.var.caller, { id, query: c.req.valid('query') }));
    });
}
