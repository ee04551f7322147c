import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { cancelMemberOrder, createOrder, readMyOrders, readOrders } from '../order/order-service.ts';
import { isInScope, scopeOf } from '../service/caller.ts';
import { answer, answerMade, jsonBody, okResponse, refusals, refuse } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitMember, permitStaff } from './permit.ts';
import { eventId, idParams, pageQuery, pageSchema } from './schema/field.ts';
import { cancellation, newMyOrder, newOrder, orderSchema } from './schema/order-schema.ts';

const list = createRoute({
  ...operation('listOrders', 'order'),
  method: 'get',
  path: '/api/v1/orders',
  middleware: permitStaff('listOrders'),
  request: { query: pageQuery.extend({ open: z.stringbool().optional() }) },
  responses: { 200: okResponse(pageSchema(orderSchema), 'Orders, newest first.'), ...refusals(401, 403) },
});

const made = {
  200: okResponse(orderSchema, 'Known already, with the same content.'),
  201: okResponse(orderSchema, 'Ordered; points and goods are set aside as soon as both are at hand.'),
};

const create = createRoute({
  ...operation('createOrder', 'order'),
  method: 'post',
  path: '/api/v1/orders',
  middleware: permitStaff('createOrder'),
  request: { body: jsonBody(newOrder) },
  responses: { ...made, ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

const cancelled = { 200: okResponse(orderSchema, 'Over, or waiting for the branch that has it ready to release it.') };

const cancel = createRoute({
  ...operation('cancelOrder', 'order'),
  method: 'post',
  path: '/api/v1/orders/{id}/cancel',
  middleware: permitStaff('cancelOrder'),
  request: { params: idParams(eventId), body: jsonBody(cancellation) },
  responses: { ...cancelled, ...refusals(401, 403, 404, 413, 415, 422) },
});

const listMine = createRoute({
  ...operation('listMyOrders', 'me'),
  method: 'get',
  path: '/api/v1/me/orders',
  middleware: permitMember('listMyOrders'),
  request: { query: pageQuery },
  responses: { 200: okResponse(pageSchema(orderSchema), 'What the member ordered, newest first.'), ...refusals(401, 403) },
});

const createMine = createRoute({
  ...operation('createMyOrder', 'me'),
  method: 'post',
  path: '/api/v1/me/orders',
  middleware: permitMember('createMyOrder'),
  request: { body: jsonBody(newMyOrder) },
  responses: { ...made, ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

const cancelMine = createRoute({
  ...operation('cancelMyOrder', 'me'),
  method: 'post',
  path: '/api/v1/me/orders/{id}/cancel',
  middleware: permitMember('cancelMyOrder'),
  request: { params: idParams(eventId) },
  responses: { ...cancelled, ...refusals(401, 403, 404, 422) },
});

export function orderRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readOrders(c.var.context, c.var.caller, c.req.valid('query'))))
    .openapi(create, async (c) => {
      const input = c.req.valid('json');
      // What lies outside the caller's branch answers like a branch that does not exist.
      if (!isInScope(scopeOf(c.var.caller), input.branchId)) return refuse(c, { code: 'branch_unknown' });
      return answerMade(c, await createOrder(c.var.context, input));
    })
    .openapi(cancel, async (c) => {
      const end = { ...c.req.valid('param'), ...c.req.valid('json'), owner: null, scope: scopeOf(c.var.caller) };
      return answer(c, await cancelMemberOrder(c.var.context, end));
    })
    .openapi(listMine, async (c) => answer(c, await readMyOrders(c.var.context, c.var.caller.memberId, c.req.valid('query'))))
    .openapi(createMine, async (c) => {
      const { memberId } = c.var.caller;
      return answerMade(c, await createOrder(c.var.context, { ...c.req.valid('json'), memberId }));
    })
    .openapi(cancelMine, async (c) => {
      const end = { ...c.req.valid('param'), reason: 'member', owner: c.var.caller.memberId, scope: null };
      return answer(c, await cancelMemberOrder(c.var.context, end));
    });
}
