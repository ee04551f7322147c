import type { ErrorAnswer } from '../sentence-of-error.ts';

export type ApiFailure = {
  /** The stable code and what the server said beside it, such as `next` or `issues`: all that a sentence needs. */
  readonly answer: ErrorAnswer;
  /** `null`: no answer arrived at all. */
  readonly status: number | null;
};

/** Why a call brought no usable answer. Thrown, because queries and mutations tell success from failure by it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.answer.code);
    this.failure = failure;
  }
}

/** What a person is told about anything that a query or mutation may have caught. */
export function answerOf(error: unknown): ErrorAnswer {
  return error instanceof ApiError ? error.failure.answer : { code: 'unexpected_error' };
}

/** Whether the server could not be reached, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.failure.status === null;
}

/** Whether the same call may go through a moment later. */
export function mayPassLater(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status } = error.failure;
  return status === null || status === 502 || status === 503 || status === 504;
}

export function unreachableError(): ApiError {
  return new ApiError({ answer: { code: 'server_unreachable' }, status: null });
}

/** Reads `{error: {code, …details}}` from an answer that is not a success. A proxy in between answers without that body. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {};
  const code = typeof error['code'] === 'string' ? error['code'] : codeOfStatus(response.status);
  return new ApiError({ answer: { ...retryAfterOf(response), ...error, code }, status: response.status });
}

function codeOfStatus(status: number): string {
  return status === 502 || status === 503 || status === 504 ? 'overloaded' : 'unexpected_error';
}

function retryAfterOf(response: Response): { readonly retryAfterSeconds?: number } {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return Number.isSafeInteger(seconds) ? { retryAfterSeconds: seconds } : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
