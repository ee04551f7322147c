import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createProduct, patchProduct, readProducts } from '../service/product-service.ts';
import { answer, answerMade, jsonBody, okResponse, refusals } from './answer.ts';
import type { ApiEnv } from './env.ts';
import { operation, permitStaff } from './permit.ts';
import { amountFen, count, drugClass, idParams, line, pageSchema, productId, searchQuery } from './schema/field.ts';

const content = {
  barcode: z.string().regex(/^[0-9A-Za-z-]{1,64}$/),
  name: line(200, 1),
  priceFen: amountFen,
  category: line(64, 1),
  drugClass,
  earns: z.boolean(),
  isActive: z.boolean(),
};
const newProduct = z.strictObject({
  id: productId,
  ...content,
  drugClass: drugClass.default('unknown'),
  earns: z.boolean().default(true),
  isActive: z.boolean().default(true),
});
const productSchema = z
  .object({
    id: z.string(),
    barcode: z.string(),
    name: z.string(),
    priceFen: count,
    category: z.string(),
    drugClass,
    earns: z.boolean(),
    isActive: z.boolean(),
  })
  .openapi('Product');

const list = createRoute({
  ...operation('listProducts', 'product'),
  method: 'get',
  path: '/api/v1/products',
  middleware: permitStaff('listProducts'),
  request: { query: searchQuery },
  responses: {
    200: okResponse(pageSchema(productSchema), 'Found by barcode or the beginning of the name, newest first.'),
    ...refusals(401, 403),
  },
});

const create = createRoute({
  ...operation('createProduct', 'product'),
  method: 'post',
  path: '/api/v1/products',
  middleware: permitStaff('createProduct'),
  request: { body: jsonBody(newProduct) },
  responses: {
    200: okResponse(productSchema, 'Known already, with the same content.'),
    201: okResponse(productSchema, 'Made.'),
    ...refusals(401, 403, 409, 413, 415, 422),
  },
});

const update = createRoute({
  ...operation('updateProduct', 'product'),
  method: 'patch',
  path: '/api/v1/products/{id}',
  middleware: permitStaff('updateProduct'),
  request: { params: idParams(productId), body: jsonBody(z.strictObject(content).partial()) },
  responses: { 200: okResponse(productSchema, 'The product as it is now.'), ...refusals(401, 403, 404, 409, 413, 415, 422) },
});

export function productRoutes() {
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => answer(c, await readProducts(c.var.context, c.req.valid('query'))))
    .openapi(create, async (c) => answerMade(c, await createProduct(c.var.context, c.var.caller, c.req.valid('json'))))
    .openapi(update, async (c) => {
      const { id } = c.req.valid('param');
      return answer(c, await patchProduct(c.var.context, c.var.caller, { id, patch: c.req.valid('json') }));
    });
}
