import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { publishRule, readRules } from '../service/rule-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { count, epochMs, line, listOf, pageQuery, pageSchema, tenderMethod, tierId } from './schema/field.ts';

const rateBp = z.int().min(0).openapi({ description: 'Basis points: 10,000 is one point per yuan.' });
const newRule = z.strictObject({
  version: z.int().min(1),
  effectiveFrom: z.int().openapi({ description: 'Milliseconds since 1970-01-01 UTC; not in the past.' }),
  ladder: z.array(z.strictObject({ id: tierId, name: line(40, 1), fromExperience: count, rateBp })).max(20),
  campaigns: z
    .array(z.strictObject({ name: line(60), category: line(64).nullable().default(null), rateBp }))
    .max(100)
    .default([]),
  excludedTenders: z.array(tenderMethod).max(20).default(['medical_insurance']),
  expiryMonths: z.int().nullable().default(null),
});
const ruleSchema = z
  .object({
    version: count,
    effectiveFrom: epochMs,
    ladder: listOf(z.object({ id: z.string(), name: z.string(), fromExperience: count, rateBp })),
    campaigns: listOf(z.object({ name: z.string(), category: z.string().nullable(), rateBp })),
    excludedTenders: listOf(tenderMethod),
    expiryMonths: count.nullable(),
    publishedAt: epochMs,
  })
  .openapi('Rule');

const list = createRoute({
  ...operation('listRules', 'rule'),
  method: 'get',
  path: '/api/v1/rules',
  middleware: permitStaff('listRules'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(ruleSchema), 'Versions, newest first.'), ...refusals(401, 403) },
});

const publish = createRoute({
  ...operation('publishRule', 'rule'),
  method: 'post',
  path: '/api/v1/rules',
  middleware: permitStaff('publishRule'),
  request: { body: jsonBody(newRule) },
  responses: {
    200: okResponse(ruleSchema, 'Published already, with the same content.'),
    201: okResponse(ruleSchema, 'Published; it never changes.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

export function ruleRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readRules(c.var.context, c.req.valid('query'))))
    .openapi(publish, async (c) => answerMade(c, await publishRule(c.var.context, c.var.caller, c.req.valid('json'))));
}
