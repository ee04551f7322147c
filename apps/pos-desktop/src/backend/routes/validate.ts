import { zValidator } from '@hono/zod-validator';
import type { Context } from 'hono';
import type { z } from 'zod';
import { refuse } from './answer.ts';

type Issue = { readonly code?: string | undefined; readonly path: readonly PropertyKey[]; readonly params?: unknown };

/** The one hook of all validators: a shape that is wrong is `malformed_request`, a value that is wrong has its own code. */
function refuseInvalid(result: { readonly success: boolean; readonly error?: { readonly issues: readonly unknown[] } }, c: Context) {
  if (result.success) return undefined;
  const issues = (result.error?.issues ?? []).filter(isIssue);
  const problem = issues.every((issue) => problemOf(issue) !== null) ? problemOf(issues[0]) : null;
  if (problem !== null) return refuse(c, problem);
  const named = issues.map((issue) => ({ path: issue.path.join('.'), code: problemOf(issue)?.code ?? issue.code ?? 'invalid' }));
  const malformed = { code: 'malformed_request', issues: named };
  return refuse(c, malformed);
}

export function json<Schema extends z.ZodType>(schema: Schema) {
  return zValidator('json', schema, refuseInvalid);
}

export function query<Schema extends z.ZodType>(schema: Schema) {
  return zValidator('query', schema, refuseInvalid);
}

export function param<Schema extends z.ZodType>(schema: Schema) {
  return zValidator('param', schema, refuseInvalid);
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && Array.isArray(value.path);
}

/** The business code that a parser of core gave, with where it was. */
function problemOf(issue: Issue | undefined): { readonly code: string; readonly path: string } | null {
  const { params, path } = issue ?? { params: undefined, path: [] };
  if (typeof params !== 'object' || params === null || !('code' in params) || typeof params.code !== 'string') return null;
  return { ...params, code: params.code, path: path.join('.') };
}
