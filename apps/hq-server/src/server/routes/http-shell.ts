import type { Hook } from '@hono/zod-openapi';
import { pageHeaders, uuidAt } from '@jifen/platform';
import type { Context, ErrorHandler, MiddlewareHandler, NotFoundHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { HqContext } from '../context.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { refuse } from './answer.ts';
import type { ApiEnv } from './env.ts';

const MAX_BODY_BYTES = 64 * 1024;

export const securityHeaders: MiddlewareHandler = secureHeaders({
  ...pageHeaders(),
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
});

/** Gives every request an id, and one line in the log: route, status and duration; never an address, a query or a body. */
export function withRequest(context: HqContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = context.clock();
    const requestId = uuidAt(startedAt, context.random);
    c.set('context', context);
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    await next();
    const { status } = c.res;
    context.logger.info(
      { requestId, method: c.req.method, route: routePath(c, -1), status, durationMs: context.clock() - startedAt },
      'request',
    );
  };
}

/** Answers are about one person at one moment: no cache keeps them. */
export const withoutStore: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
};

export const limitBody: MiddlewareHandler<ApiEnv> = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c: Context<ApiEnv>) => refuse(c, { code: 'body_too_large' }),
});

/** Says where a request is malformed, without repeating what it held. */
export const refuseMalformed: Hook<unknown, ApiEnv, string, Response | undefined> = (result, c) => {
  if (result.success) return undefined;
  const issues = result.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), code: issueCodeOf(issue) }));
  return refuse(c, malformed(issues));
};

export const answerNotFound: NotFoundHandler<ApiEnv> = (c) => refuse(c, NOT_FOUND);

/** Turns what was thrown into an answer. A fault of the disk is told apart from a bug; neither tells the caller more than a code. */
export const answerError: ErrorHandler<ApiEnv> = (error, c) => {
  if (error instanceof HTTPException) {
    if (error.status === 413) return refuse(c, { code: 'body_too_large' });
    if (error.status === 415) return refuse(c, { code: 'unsupported_media_type' });
    if (error.status === 400) return refuse(c, malformed([]));
  }
  const { context, requestId } = c.var;
  const storage = context.store.dialect.storageCodeOf(error);
  // The message of a bug may quote a value; its name and stack do not leave the log of the operator.
  context.logger.error({ requestId, code: storage ?? 'internal_error', stack: stackOf(error) }, 'request failed');
  return refuse(c, { code: storage ?? 'internal_error' });
};

function malformed(issues: readonly { readonly path: string; readonly code: string }[]): HqProblem {
  const problem = { code: 'malformed_request', issues } as const;
  return problem;
}

function issueCodeOf(issue: { readonly code: string; readonly message: string }): string {
  return issue.code === 'custom' && /^[a-z_]+$/.test(issue.message) ? issue.message : issue.code;
}

/** Where it happened, without the message: that may quote what a person typed. */
function stackOf(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [error.name, ...lines].join('\n');
}
