import { answerOf, ApiError, createApiFetch, isUnreachable } from '@jifen/ui';
import { expect, test } from 'vitest';

const refusal = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ error: { code, shortBy: 3 }, requestId: 'r' }, { status, headers });

type Sent = { readonly authorization: string | null; readonly body: unknown };

/** Answers one response after the other. */
function serverOf(...responses: readonly (Response | Error)[]) {
  const sent: Sent[] = [];
  const fetch = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    sent.push({ authorization: new Headers(init?.headers).get('authorization'), body: init?.body });
    const response = responses[sent.length - 1];
    if (response instanceof Response) return response;
    throw response ?? new Error('one call too many');
  };
  return { sent, fetch };
}

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error('the call went well');
}

test('a call carries the token and hands on what went well', async () => {
  const server = serverOf(Response.json({ ok: 1 }));
  const call = createApiFetch({ fetch: server.fetch, getToken: () => 'token', renewSession: async () => false });
  expect(await (await call('/x')).json()).toEqual({ ok: 1 });
  expect(server.sent).toEqual([{ authorization: 'Bearer token', body: undefined }]);
});

test('a refusal is thrown with its code and details', async () => {
  const { fetch } = serverOf(refusal(422, 'insufficient_points'));
  const error = await failureOf(createApiFetch({ fetch, getToken: () => null, renewSession: async () => false })('/x'));
  expect(answerOf(error)).toEqual({ code: 'insufficient_points', shortBy: 3 });
  expect(isUnreachable(error)).toBe(false);
});

test('how long to wait comes from the header where the body does not say it', async () => {
  const { fetch } = serverOf(refusal(429, 'too_many_tries', { 'retry-after': '17' }));
  const error = await failureOf(createApiFetch({ fetch, getToken: () => null, renewSession: async () => false })('/x'));
  expect(answerOf(error)['retryAfterSeconds']).toBe(17);
});

test.each([
  [502, 'overloaded'],
  [503, 'overloaded'],
  [500, 'unexpected_error'],
  [404, 'unexpected_error'],
])('an answer %i that is not ours becomes %s', async (status, code) => {
  const { fetch } = serverOf(new Response('<html>', { status }));
  const error = await failureOf(createApiFetch({ fetch, getToken: () => null, renewSession: async () => false })('/x'));
  expect(answerOf(error).code).toBe(code);
});

test('no answer at all is told apart from a no', async () => {
  const { fetch } = serverOf(new TypeError('Failed to fetch'));
  const error = await failureOf(createApiFetch({ fetch, getToken: () => null, renewSession: async () => false })('/x'));
  expect(isUnreachable(error)).toBe(true);
  expect(answerOf(error)).toEqual({ code: 'server_unreachable' });
});

test.each(['session_expired', 'not_signed_in'])('after %s the same call is repeated once with the new token', async (code) => {
  const server = serverOf(refusal(401, code), Response.json({ ok: 1 }));
  const tokens = ['old', 'new'];
  const call = createApiFetch({
    fetch: server.fetch,
    getToken: () => tokens[0] ?? null,
    renewSession: async (refused) => {
      expect(refused).toBe('old');
      tokens.shift();
      return true;
    },
  });
  await call('/x', { method: 'POST', body: 'content' });
  expect(server.sent).toEqual([
    { authorization: 'Bearer old', body: 'content' },
    { authorization: 'Bearer new', body: 'content' },
  ]);
});

test('a wrong password is no expired session: nothing is asked and nothing repeated', async () => {
  const { fetch, sent } = serverOf(refusal(401, 'sign_in_failed'));
  const renewSession = async () => {
    throw new Error('asked for a session');
  };
  const error = await failureOf(createApiFetch({ fetch, getToken: () => null, renewSession })('/x'));
  expect(answerOf(error).code).toBe('sign_in_failed');
  expect(sent).toHaveLength(1);
});

test('when the person leaves instead, the refusal stands', async () => {
  const { fetch } = serverOf(refusal(401, 'session_expired'));
  const error = await failureOf(createApiFetch({ fetch, getToken: () => 'old', renewSession: async () => false })('/x'));
  expect(answerOf(error).code).toBe('session_expired');
});
