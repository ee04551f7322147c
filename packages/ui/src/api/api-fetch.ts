import { errorOfResponse, unreachableError } from './api-error.ts';

export type ApiFetchOptions = {
  readonly fetch: typeof fetch;
  readonly getToken: () => string | null;
  /** Called when the session ran out. Resolves to true once there is a new token of the same person, to false when they left. */
  readonly renewSession: (refusedToken: string | null) => Promise<boolean>;
};

/**
 * A `fetch` that signs with the session's token and throws an `ApiError` for everything but success.
 * A call that meets an expired session waits for the person to sign in again and is then repeated, so that no form is lost:
 * the server has done nothing before it answered 401.
 */
export function createApiFetch({ fetch: send, getToken, renewSession }: ApiFetchOptions): typeof fetch {
  async function sendSigned(token: string | null, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const headers = new Headers(init?.headers);
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    try {
      return await send(input, { ...init, headers, cache: 'no-store' });
    } catch {
      throw unreachableError();
    }
  }

  return async function apiFetch(input, init) {
    const token = getToken();
    const response = await sendSigned(token, input, init);
    if (response.ok) return response;
    const error = await errorOfResponse(response);
    const { code } = error.failure.answer;
    const isOver = code === 'session_expired' || code === 'not_signed_in';
    if (!isOver || !(await renewSession(token))) throw error;
    const repeated = await sendSigned(getToken(), input, init);
    if (repeated.ok) return repeated;
    throw await errorOfResponse(repeated);
  };
}
