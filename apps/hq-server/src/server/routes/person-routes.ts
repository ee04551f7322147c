import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { dismissDuplicate, readDuplicates } from '../service/duplicate-service.ts';
import { eraseMember } from '../service/erase-service.ts';
import { linkMember, separateMember } from '../service/link-service.ts';
import { answer, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { epochMs, idParams, line, listOf, memberId, pageQuery, pageSchema } from './schema/field.ts';
import { memberItem, memberRecord } from './schema/member-schema.ts';

const params = idParams(memberId);

const link = createRoute({
  ...operation('linkMember', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/link',
  middleware: permitStaff('linkMember'),
  request: { params, body: jsonBody(z.strictObject({ into: memberId })) },
  responses: { 200: okResponse(memberRecord, 'Merged; the person as it is now.'), ...refusals(401, 403, 404, 409, 413, 415) },
});

const unlink = createRoute({
  ...operation('unlinkMember', 'member'),
  method: 'delete',
  path: '/api/v1/members/{id}/link',
  middleware: permitStaff('unlinkMember'),
  request: { params },
  responses: { 200: okResponse(memberRecord, 'The merge was taken back.'), ...refusals(401, 403, 404, 409) },
});

const erasure = z.object({ id: z.string(), erasedAt: epochMs, members: listOf(z.string()) }).openapi('Erasure');

const erase = createRoute({
  ...operation('eraseMember', 'member'),
  method: 'post',
  path: '/api/v1/members/{id}/erase',
  middleware: permitStaff('eraseMember'),
  request: { params, body: jsonBody(z.strictObject({ reason: line(200), forfeitPoints: z.boolean().default(false) })) },
  responses: {
    200: okResponse(erasure, 'Everything personal is erased, under every linked id.'),
    ...refusals(401, 403, 404, 409, 413, 415, 422),
  },
});

const duplicate = z
  .object({ id: z.string(), field: z.enum(['phone', 'idNumber']), createdAt: epochMs, members: listOf(memberItem), survivor: z.string() })
  .openapi('Duplicate');

const duplicates = createRoute({
  ...operation('listDuplicates', 'member'),
  method: 'get',
  path: '/api/v1/duplicates',
  middleware: permitStaff('listDuplicates'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(duplicate), 'Members who may be one person, newest first.'), ...refusals(401, 403) },
});

const dismiss = createRoute({
  ...operation('dismissDuplicate', 'member'),
  method: 'post',
  path: '/api/v1/duplicates/{id}/dismiss',
  middleware: permitStaff('dismissDuplicate'),
  request: { params: z.object({ id: z.string().max(80) }) },
  responses: { 200: okResponse(z.object({ id: z.string() }), 'Not the same; it is remembered.'), ...refusals(401, 403, 404, 409) },
});

export function personRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(link, async (c) =>
      answer(c, await linkMember(c.var.context, c.var.caller, { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .openapi(unlink, async (c) => answer(c, await separateMember(c.var.context, c.var.caller, c.req.valid('param').id)))
    .openapi(erase, async (c) =>
      answer(c, await eraseMember(c.var.context, c.var.caller, { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .openapi(duplicates, async (c) => answer(c, await readDuplicates(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(dismiss, async (c) => answer(c, await dismissDuplicate(c.var.context, c.var.caller, c.req.valid('param').id)));
}
