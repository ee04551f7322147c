import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { err, ok } from '@jifen/core';
import { NOT_FOUND } from '../service/problem.ts';
import { closeSession } from '../service/session.ts';
import { signInMember, signInStaff } from '../service/sign-in.ts';
import { readStaffMember } from '../service/staff-service.ts';
import { answer, answerDone, doneResponse, jsonBody, okResponse, refusals } from './answer.ts';
import { clientAddressOf } from './client-address.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitMember, permitStaff } from './permit.ts';
import { epochMs, secret } from './schema/field.ts';

const credentials = z.strictObject({ account: z.string().max(200), password: secret });
const memberCredentials = z.strictObject({
  identifier: z.string().max(200).openapi({ description: 'Card, phone or ID number.' }),
  password: secret,
});
const person = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['hq_admin', 'branch_manager']),
  branchId: z.string().nullable(),
});
const staffSession = z.object({ token: z.string(), expiresAt: epochMs, staff: person }).openapi('StaffSession');
const openSession = z.object({ expiresAt: epochMs, staff: person });
const memberSession = z
  .object({ token: z.string(), expiresAt: epochMs, member: z.object({ id: z.string(), name: z.string() }) })
  .openapi('MemberSession');

const signIn = createRoute({
  ...operation('signInStaff', 'session'),
  method: 'post',
  path: '/api/v1/session',
  request: { body: jsonBody(credentials) },
  responses: { 200: okResponse(staffSession, 'Signed in. The token is told once.'), ...refusals(401, 413, 415, 429) },
});

const read = createRoute({
  ...operation('readStaffSession', 'session'),
  method: 'get',
  path: '/api/v1/session',
  middleware: permitStaff('readStaffSession'),
  responses: { 200: okResponse(openSession, 'Who is signed in.'), ...refusals(401, 403) },
});

const signOut = createRoute({
  ...operation('signOutStaff', 'session'),
  method: 'delete',
  path: '/api/v1/session',
  middleware: permitStaff('signOutStaff'),
  responses: { 204: doneResponse('Signed out.'), ...refusals(401, 403) },
});

const memberSignIn = createRoute({
  ...operation('signInMember', 'session'),
  method: 'post',
  path: '/api/v1/member-session',
  request: { body: jsonBody(memberCredentials) },
  responses: { 200: okResponse(memberSession, 'Signed in. The token is told once.'), ...refusals(401, 413, 415, 429) },
});

const memberSignOut = createRoute({
  ...operation('signOutMember', 'session'),
  method: 'delete',
  path: '/api/v1/member-session',
  middleware: permitMember('signOutMember'),
  responses: { 204: doneResponse('Signed out.'), ...refusals(401, 403) },
});

export function sessionRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(signIn, async (c) => answer(c, await signInStaff(c.var.context, { ...c.req.valid('json'), from: clientAddressOf(c) })))
    .openapi(read, async (c) => {
      const { role, branchId, staffId } = c.var.caller;
      const staff = await readStaffMember(c.var.context, staffId);
      const { expiresAt } = c.var;
      return answer(c, staff === null ? err(NOT_FOUND) : ok({ expiresAt, staff: { id: staffId, name: staff.name, role, branchId } }));
    })
    .openapi(signOut, async (c) => {
      await closeSession(c.var.context, c.var.token);
      return answerDone(c, ok(null));
    })
    .openapi(memberSignIn, async (c) => answer(c, await signInMember(c.var.context, { ...c.req.valid('json'), from: clientAddressOf(c) })))
    .openapi(memberSignOut, async (c) => {
      await closeSession(c.var.context, c.var.token);
      return answerDone(c, ok(null));
    });
}
