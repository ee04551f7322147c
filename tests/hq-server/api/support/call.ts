import { assert } from '@jifen/core';
import type { Hono } from 'hono';
import type { ApiEnv } from '../../../../apps/hq-server/src/server/routes/env.ts';

export type Json = Record<string, unknown>;
export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers; readonly text: string };
export type CallOptions = {
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly raw?: string;
  readonly headers?: Record<string, string>;
};
export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

export type Document = {
  readonly paths: Record<string, Record<string, { readonly operationId: string; readonly responses: Record<string, unknown> }>>;
};

/** Calls the app in the way of a browser, and holds every answer against the API's own document. */
export async function createCaller(app: Hono<ApiEnv>): Promise<Call> {
  const answered = await app.request('/api/openapi.json');
  const document = (await answered.json()) as Document;
  return async (method, path, { token, body, raw, headers = {} } = {}) => {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.request(path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    assertDocumented(document, { method, path, status: response.status });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Json) : {} };
  };
}

export function errorOf(answer: Answer): Json {
  return (answer.body['error'] ?? {}) as Json;
}

function assertDocumented({ paths }: Document, { method, path, status }: { method: string; path: string; status: number }): void {
  const parts = path.replace(/\?.*$/s, '').split('/');
  const found = Object.entries(paths).find(([template, operations]) => {
    const words = template.split('/');
    const isSame = words.length === parts.length && words.every((word, i) => word.startsWith('{') || word === parts[i]);
    return isSame && operations[method.toLowerCase()] !== undefined;
  });
  const operation = found?.[1][method.toLowerCase()];
  if (operation === undefined) return;
  assert(operation.responses[String(status)] !== undefined, `${method} ${path} answered ${status}, which its document does not list`);
}
