import { Crash } from './crash-switch.ts';

export type Answer = { readonly status: number; readonly body: unknown };

/** Sends JSON and reads JSON; an empty answer is null. */
export async function callJson(
  server: { fetch(request: Request): Promise<Response> },
  to: { readonly method: string; readonly url: string; readonly token?: string | undefined; readonly body?: unknown },
): Promise<Answer> {
  const headers = new Headers(to.token === undefined ? {} : { authorization: `Bearer ${to.token}` });
  if (to.body !== undefined) headers.set('content-type', 'application/json');
  const response = await server.fetch(
    new Request(to.url, { method: to.method, headers, ...(to.body === undefined ? {} : { body: JSON.stringify(to.body) }) }),
  );
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** The body of an answer that must have gone well. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it expects from the wire
export function bodyOf<T>(answer: Answer): T {
  if (answer.status >= 400) throw new Error(`refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

export function errorCodeOf(answer: Answer): string {
  return (answer.body as { error?: { code?: string } } | null)?.error?.code ?? `status_${answer.status}`;
}

/** Does the same again, as a till or a person would, until no crash or lost answer comes between. */
export async function untilDone<T>(work: () => Promise<T>, tries = 50): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const isFault = error instanceof Crash || (error instanceof TypeError && error.message === 'fetch failed');
      if (!isFault || tried === tries) throw error;
    }
  }
}
