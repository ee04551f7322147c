import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createStaff, patchStaff, readStaff } from '../service/staff-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { branchId, idParams, line, pageQuery, pageSchema, pin, secret, staffId } from './schema/field.ts';

const role = z.enum(['cashier', 'branch_manager', 'hq_admin']);
const account = z.string().regex(/^[\p{L}\p{N}._@-]{2,60}$/u);
const content = {
  account,
  name: line(60, 1),
  role,
  branchId: branchId.nullable(),
  isActive: z.boolean(),
  password: secret,
  pin,
  mustChangePin: z.boolean(),
};
const newStaff = z.strictObject({
  id: staffId,
  ...content,
  branchId: branchId.nullable().default(null),
  isActive: z.boolean().default(true),
  password: secret.optional(),
  pin: pin.optional(),
  mustChangePin: z.boolean().optional(),
});
const staffSchema = z
  .object({
    id: z.string(),
    account: z.string(),
    name: z.string(),
    role,
    branchId: z.string().nullable(),
    isActive: z.boolean(),
    hasPassword: z.boolean(),
    hasPin: z.boolean(),
    mustChangePin: z.boolean(),
  })
  .openapi('Staff');

const list = createRoute({
  ...operation('listStaff', 'staff'),
  method: 'get',
  path: '/api/v1/staff',
  middleware: permitStaff('listStaff'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(staffSchema), 'Staff by id.'), ...refusals(401, 403) },
});

const create = createRoute({
  ...operation('createStaff', 'staff'),
  method: 'post',
  path: '/api/v1/staff',
  middleware: permitStaff('createStaff'),
  request: { body: jsonBody(newStaff) },
  responses: {
    200: okResponse(staffSchema, 'Known already, with the same content.'),
    201: okResponse(staffSchema, 'Made.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

const update = createRoute({
  ...operation('updateStaff', 'staff'),
  method: 'patch',
  path: '/api/v1/staff/{id}',
  middleware: permitStaff('updateStaff'),
  request: { params: idParams(staffId), body: jsonBody(z.strictObject(content).partial()) },
  responses: { 200: okResponse(staffSchema, 'The staff member as they are now.'), ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

export function staffRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readStaff(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(create, async (c) => answerMade(c, await createStaff(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await patchStaff(c.var.context, c.var.caller, { id, patch: c.req.valid('json') }));
    });
}
