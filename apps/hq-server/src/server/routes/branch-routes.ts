import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { logoSchema } from '@jifen/sync';
import { readReceiptHead, saveReceiptHead } from '../service/receipt-head.ts';
import { createBranch, patchBranch, readBranch, readBranches } from '../service/branch-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, idParams, line, lines, pageQuery, pageSchema } from './schema/field.ts';
import { branchSchema } from './schema/branch-schema.ts';

const branchContent = {
  name: line(60, 1),
  address: line(200),
  contact: line(100),
  openingHours: line(100),
  promotions: lines(2000),
};
const newBranch = z.strictObject({
  id: branchId,
  name: branchContent.name,
  address: branchContent.address.default(''),
  contact: branchContent.contact.default(''),
  openingHours: branchContent.openingHours.default(''),
  promotions: branchContent.promotions.default(''),
});

const listBranches = createRoute({
  ...operation('listBranches', 'branch'),
  method: 'get',
  path: '/api/v1/branches',
  middleware: permitStaff('listBranches'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(branchSchema), 'Branches by id.'), ...refusals(401, 403) },
});

const create = createRoute({
  ...operation('createBranch', 'branch'),
  method: 'post',
  path: '/api/v1/branches',
  middleware: permitStaff('createBranch'),
  request: { body: jsonBody(newBranch) },
  responses: {
    200: okResponse(branchSchema, 'Known already, with the same content.'),
    201: okResponse(branchSchema, 'Made.'),
    ...refusals(401, 403, 409, 413, 415),
  },
});

const read = createRoute({
  ...operation('readBranch', 'branch'),
  method: 'get',
  path: '/api/v1/branches/{id}',
  middleware: permitStaff('readBranch'),
  request: { params: idParams(branchId) },
  responses: { 200: okResponse(branchSchema, 'The branch.'), ...refusals(401, 403, 404) },
});

const update = createRoute({
  ...operation('updateBranch', 'branch'),
  method: 'patch',
  path: '/api/v1/branches/{id}',
  middleware: permitStaff('updateBranch'),
  request: { params: idParams(branchId), body: jsonBody(z.strictObject(branchContent).partial()) },
  responses: { 200: okResponse(branchSchema, 'The branch as it is now.'), ...refusals(401, 403, 404, 413, 415) },
});

const receiptHead = z.strictObject({
  receiptNote: lines(200).openapi({ description: 'At the foot of every receipt.' }),
  logo: logoSchema.nullable().openapi({
    type: 'object',
    description: 'At its head: `bits` is base64 of rows of `widthDots / 8` bytes, the first dot in the highest bit, 1 is black.',
  }),
});

const readHead = createRoute({
  ...operation('readReceiptHead', 'branch'),
  method: 'get',
  path: '/api/v1/branches/{id}/receipt-head',
  middleware: permitStaff('readReceiptHead'),
  request: { params: idParams(branchId) },
  responses: { 200: okResponse(receiptHead, 'What stands on every receipt of the branch.'), ...refusals(401, 403, 404) },
});

const saveHead = createRoute({
  ...operation('saveReceiptHead', 'branch'),
  method: 'put',
  path: '/api/v1/branches/{id}/receipt-head',
  middleware: permitStaff('saveReceiptHead'),
  request: { params: idParams(branchId), body: jsonBody(receiptHead) },
  responses: { 200: okResponse(receiptHead, 'Saved.'), ...refusals(401, 403, 404, 413, 415) },
});

export function branchRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(listBranches, async (c) => answer(c, await readBranches(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(create, async (c) => answerMade(c, await createBranch(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(read, async (c) => answer(c, await readBranch(c.var.context, c.var.caller, c.req.valid('param').id)))
    .openapi(readHead, async (c) => answer(c, await readReceiptHead(c.var.context, c.var.caller, c.req.valid('param').id)))
    .openapi(saveHead, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await saveReceiptHead(c.var.context, c.var.caller, { id, head: c.req.valid('json') }));
    })
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await patchBranch(c.var.context, c.var.caller, { id, patch: c.req.valid('json') }));
    });
}
