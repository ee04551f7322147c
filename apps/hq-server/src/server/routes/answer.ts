import { z } from '@hono/zod-openapi';
import type { Result } from '@jifen/core';
import type { Context, TypedResponse } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import type { JSONParsed } from 'hono/utils/types';
import type { Made } from '../service/made.ts';
import { HQ_ERROR_CODES, HQ_PROBLEMS, type HqProblem, type RefusalStatus } from '../service/problem.ts';
import type { ApiEnv } from './env.ts';

const issueSchema = z.object({ path: z.string(), code: z.string() });

const refusalSchema = z
  .object({
    error: z.looseObject({ code: z.enum(HQ_ERROR_CODES), issues: z.array(issueSchema).optional(), retryAfterSeconds: z.int().optional() }),
    requestId: z.string(),
  })
  .openapi('Refusal');

type RefusalBody = z.infer<typeof refusalSchema>;
type RefusalContent = {
  readonly content: { readonly 'application/json': { readonly schema: typeof refusalSchema } };
  readonly description: string;
};
type Refusals = { readonly [Status in RefusalStatus]: RefusalContent };

const DESCRIPTIONS: { readonly [Status in RefusalStatus]: string } = {
  400: 'The request is malformed; `issues` says where.',
  401: 'Nobody is signed in, the session ended, or the sign-in failed.',
  403: 'The caller may not do this.',
  404: 'There is no such record within the caller’s reach.',
  409: 'The request contradicts what is stored.',
  413: 'The body is larger than 64 kB.',
  415: 'The body is not JSON.',
  422: 'The request is well formed, and the answer is no; `code` says why.',
  429: 'Too many tries; see Retry-After.',
  500: 'A fault of the server.',
  503: 'The server cannot store anything at present; see Retry-After.',
};

/** Any operation can meet these. */
const ALWAYS = [400, 500, 503] as const;

/**
 * The refusals of an operation as its document lists them. For the type checker every operation may refuse with any status, so that a
 * handler can hand on whatever its service answered; the tests compare real answers with the document.
 */
export function refusals(...statuses: readonly RefusalStatus[]): Refusals {
  const listed = [...ALWAYS, ...statuses].toSorted((a, b) => a - b);
  const entries = listed.map((status) => [status, { ...jsonContent(refusalSchema), description: DESCRIPTIONS[status] }]);
  return Object.fromEntries(entries);
}

function jsonContent<T extends z.ZodType>(schema: T) {
  return { content: { 'application/json': { schema } } } as const;
}

/** A JSON body that must be there. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { ...jsonContent(schema), required: true } as const;
}

export function okResponse<T extends z.ZodType>(schema: T, description: string) {
  return { ...jsonContent(schema), description } as const;
}

export function doneResponse(description: string) {
  return { description } as const;
}

/** The part of a handler's context that answers, the same in every environment. */
type Answering = Pick<Context, 'json' | 'body' | 'header'> & { readonly var: Pick<ApiEnv['Variables'], 'requestId'> };

type Sent<T, Status extends StatusCode> = Response & TypedResponse<JSONParsed<T>, Status, 'json'>;
export type RefusalAnswer = Sent<RefusalBody, RefusalStatus>;

/** Sends a service's "no". */
export function refuse(c: Answering, problem: HqProblem): RefusalAnswer {
  const status: RefusalStatus = HQ_PROBLEMS[problem.code];
  const retryAfter = 'retryAfterSeconds' in problem ? String(problem.retryAfterSeconds) : '5';
  if (status === 429 || status === 503) c.header('Retry-After', retryAfter);
  const body: RefusalBody = { error: { ...problem }, requestId: c.var.requestId };
  return c.json(body, status);
}

/** Sends a service's answer: its value with 200, or its "no". */
export function answer<T extends object>(c: Answering, result: Result<T, HqProblem>): Sent<T, 200> | RefusalAnswer {
  return result.ok ? c.json(result.value, 200) : refuse(c, result.error);
}

/** Sends what a creating service made: 201 the first time, 200 for a repeat. */
export function answerMade<T extends object>(
  c: Answering,
  result: Result<Made<T>, HqProblem>,
): Sent<T, 200> | Sent<T, 201> | RefusalAnswer {
  if (!result.ok) return refuse(c, result.error);
  return result.value.isNew ? c.json(result.value.record, 201) : c.json(result.value.record, 200);
}

/** Sends that something was done of which there is nothing to tell. */
export function answerDone(c: Answering, result: Result<unknown, HqProblem>): Response {
  return result.ok ? c.body(null, 204) : refuse(c, result.error);
}
