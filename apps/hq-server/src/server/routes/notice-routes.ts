import { unixMs } from '@jifen/core';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { publishNotice, readNotices, withdrawNotice } from '../service/notice-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, epochMs, eventId, idParams, line, lines, pageQuery, pageSchema } from './schema/field.ts';

const newNotice = z.strictObject({
  id: eventId,
  title: line(80, 1),
  text: lines(1000).default(''),
  branchId: branchId.nullable().default(null),
  until: epochMs.nullable().default(null),
});
const noticeSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    text: z.string(),
    branchId: z.string().nullable().openapi({ description: 'Null: every branch.' }),
    publishedAt: epochMs,
    until: epochMs.nullable().openapi({ description: 'Null: until it is withdrawn.' }),
    isWithdrawn: z.boolean(),
  })
  .openapi('Notice');

const list = createRoute({
  ...operation('listNotices', 'notice'),
  method: 'get',
  path: '/api/v1/notices',
  middleware: permitStaff('listNotices'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(noticeSchema), 'Newest first.'), ...refusals(401, 403) },
});

const publish = createRoute({
  ...operation('publishNotice', 'notice'),
  method: 'post',
  path: '/api/v1/notices',
  middleware: permitStaff('publishNotice'),
  request: { body: jsonBody(newNotice) },
  responses: {
    200: okResponse(noticeSchema, 'Known already, with the same content.'),
    201: okResponse(noticeSchema, 'Published; tills show it from their next exchange on.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

const withdraw = createRoute({
  ...operation('withdrawNotice', 'notice'),
  method: 'post',
  path: '/api/v1/notices/{id}/withdraw',
  middleware: permitStaff('withdrawNotice'),
  request: { params: idParams(eventId) },
  responses: { 200: okResponse(noticeSchema, 'Withdrawn.'), ...refusals(401, 403, 404) },
});

export function noticeRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readNotices(c.var.context, c.req.valid('query'))))
    .openapi(publish, async (c) => {
      const { until, ...notice } = c.req.valid('json');
      const input = { ...notice, until: until === null ? null : unixMs(until) };
      return answerMade(c, await publishNotice(c.var.context, c.var.caller, input));
    })
    .openapi(withdraw, async (c) => answer(c, await withdrawNotice(c.var.context, c.var.caller, c.req.valid('param').id)));
}
