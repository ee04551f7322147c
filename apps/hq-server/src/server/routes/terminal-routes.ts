import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createEnrolmentCode, readTerminals, revoke } from '../service/terminal-service.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, count, epochMs, idParams, line, pageQuery, pageSchema, terminalId } from './schema/field.ts';

const terminalSchema = z
  .object({
    id: z.string(),
    branchId: z.string(),
    name: z.string(),
    state: z.enum(['active', 'revoked']),
    lastSeenAt: epochMs.nullable(),
    app: z.string(),
    incarnation: z.string().nullable(),
    incarnationState: z.enum(['active', 'draining', 'in_doubt', 'forked', 'frozen', 'closed', 'written_off']).nullable(),
    pendingEvents: count,
  })
  .openapi('Terminal');
const codeSchema = z
  .object({
    code: z.string(),
    expiresAt: epochMs,
    hqUrl: z.string(),
    text: z.string().openapi({ description: 'All of it and the key of HQ, for a QR code.' }),
  })
  .openapi('EnrolmentCode');

const list = createRoute({
  ...operation('listTerminals', 'terminal'),
  method: 'get',
  path: '/api/v1/terminals',
  middleware: permitStaff('listTerminals'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(terminalSchema), 'Terminals by id.'), ...refusals(401, 403) },
});

const createCode = createRoute({
  ...operation('createEnrolmentCode', 'terminal'),
  method: 'post',
  path: '/api/v1/branches/{id}/enrolment-codes',
  middleware: permitStaff('createEnrolmentCode'),
  request: { params: idParams(branchId), body: jsonBody(z.strictObject({ terminalName: line(60, 1) })) },
  responses: { 200: okResponse(codeSchema, 'A code for one terminal, once, within ten minutes.'), ...refusals(401, 403, 404, 413, 415) },
});

const revokeTerminal = createRoute({
  ...operation('revokeTerminal', 'terminal'),
  method: 'post',
  path: '/api/v1/terminals/{id}/revoke',
  middleware: permitStaff('revokeTerminal'),
  request: { params: idParams(terminalId) },
  responses: { 200: okResponse(terminalSchema, 'The terminal, revoked.'), ...refusals(401, 403, 404) },
});

export function terminalRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readTerminals(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(createCode, async (c) => {
      const { terminalName } = c.req.valid('json');
      return answer(c, await createEnrolmentCode(c.var.context, c.var.caller, { branchId: c.req.valid('param').id, terminalName }));
    })
    .openapi(revokeTerminal, async (c) => answer(c, await revoke(c.var.context, c.var.caller, c.req.valid('param').id)));
}
