import { hc } from 'hono/client';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import type { HqApi } from '../../../apps/hq-server/src/server/api.ts';
import { HQ_ERROR_CODES } from '../../../apps/hq-server/src/server/service/problem.ts';
import { PERMISSIONS } from '../../../apps/hq-server/src/server/service/permission.ts';
import type { Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

type Operation = {
  readonly operationId: keyof typeof PERMISSIONS;
  readonly tags: readonly string[];
  readonly description: string;
  readonly security: readonly Json[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema: Json }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, { readonly schema: Json }> };
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, { readonly schema: Json }> }>;
};
type Document = {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, Json>>;
};

let hq: TestChain;
let document: Document;
beforeAll(async () => {
  hq = await openTestChain();
  document = (await hq.call('GET', '/api/openapi.json')).body as unknown as Document;
});
afterAll(() => hq.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test('the document is OpenAPI 3.1 and names HQ', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Jifen HQ' });
  expect(operations().length).toBe(Object.keys(PERMISSIONS).length);
});

test('every operation has an id of its own, a tag, and says who may call it', () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of operations()) {
    expect(operation.tags).toHaveLength(1);
    expect(operation.description).not.toBe('');
    expect(operation.security).toEqual(PERMISSIONS[operation.operationId].nobody === 'none' ? [{ session: [] }] : []);
  }
  expect(document.components['securitySchemes']).toMatchObject({ session: { type: 'http', scheme: 'bearer' } });
});

test('every operation lists a success and all refusals that its kind can meet', () => {
  for (const { path, operation } of operations()) {
    const { responses } = operation;
    const needed = [400, 500, 503];
    if (operation.security.length > 0) needed.push(401, 403);
    if (operation.requestBody !== undefined) needed.push(413, 415);
    for (const status of needed)
      expect([operation.operationId, status, responses[status] !== undefined]).toEqual([operation.operationId, status, true]);
    if (path.includes('{id}')) expect(responses['404']).toBeDefined();
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    for (const [status, response] of Object.entries(responses)) {
      expect(response.description).not.toBe('');
      const schema = response.content?.['application/json']?.schema;
      if (Number(status) >= 400) expect(schema).toEqual({ $ref: '#/components/schemas/Refusal' });
      else expect(schema !== undefined).toBe(status !== '204');
    }
  }
});

/** The schema itself, where only its name is given. */
function resolved(schema: unknown): unknown {
  const name = typeof schema === 'object' && schema !== null && '$ref' in schema ? String(schema.$ref) : null;
  if (name === null) return schema;
  return name
    .slice(2)
    .split('/')
    .reduce<unknown>((found, key) => (found as Json | undefined)?.[key], document);
}

test('every parameter in a path is declared and needed, and every body is JSON, needed and closed', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(inPath);
    for (const parameter of declared) expect(parameter.required).toBe(true);
    if (operation.requestBody === undefined) continue;
    expect(operation.requestBody.required).toBe(true);
    expect(Object.keys(operation.requestBody.content)).toEqual(['application/json']);
    expect(resolved(operation.requestBody.content['application/json']?.schema)).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
  }
});

test('every reference leads somewhere, and every schema says its type', () => {
  const walk = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref } = node as Json;
    if (typeof $ref === 'string') {
      const target = $ref
        .slice(2)
        .split('/')
        .reduce<unknown>((found, key) => (found as Json | undefined)?.[key], document);
      expect(target, `${at} refers to ${$ref}`).toBeDefined();
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === 'schema') expect(Object.keys(child as Json).length, `${at}.${key} is empty`).toBeGreaterThan(0);
      walk(child, `${at}.${key}`);
    }
  };
  walk(document, '');
});

test('a refusal’s code is one of the listed ones', () => {
  const refusal = document.components['schemas']?.['Refusal'] as { properties: { error: { properties: { code: { enum: string[] } } } } };
  expect(refusal.properties.error.properties.code.enum).toEqual(HQ_ERROR_CODES);
  expect(new Set(HQ_ERROR_CODES).size).toBe(HQ_ERROR_CODES.length);
});

test('the typed client knows paths, queries, bodies and answers', () => {
  const client = hc<HqApi>('http://hq.local');
  expectTypeOf(client.api.v1.members.$get).parameter(0).toMatchTypeOf<{ query: { q?: string | undefined } }>();
  expectTypeOf(client.api.v1.members[':id'].$get).parameter(0).toMatchTypeOf<{ param: { id: string } }>();
  expectTypeOf(client.api.v1.branches.$post).parameter(0).toMatchTypeOf<{ json: { id: string; name: string } }>();
  const read = async () => {
    const answer = await client.api.v1.me.$get();
    return answer.ok ? (await answer.json()).nextTier?.missingExperience : (await answer.json()).error.code;
  };
  expectTypeOf(read).returns.resolves.toExtend<number | string | undefined>();
  expect(client.api.v1.members.$url().pathname).toBe('/api/v1/members');
});
