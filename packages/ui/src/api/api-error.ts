/** Why a call brought no usable answer. `code` is stable and the key of the sentence that a person reads. */
export type ApiProblem = {
  readonly code: string;
  /** `null`: no answer arrived at all. */
  readonly status: number | null;
  /** What the server said beside the code, such as `nextVersion` or `issues`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** For the person who looks into the server's log. */
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
};

/** Thrown, because queries and mutations tell success from failure by it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem behind anything that a query or mutation may have caught. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiError) return error.problem;
  return { code: 'unexpected_error', status: null, details: {}, requestId: null, retryAfterMs: null };
}

/** Whether the server could not be reached, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return problemOf(error).code === 'server_unreachable';
}

const UNREACHABLE: ApiProblem = { code: 'server_unreachable', status: null, details: {}, requestId: null, retryAfterMs: null };

export function unreachableError(): ApiError {
  return new ApiError(UNREACHABLE);
}

/** Reads `{error: {code, …details}, requestId}` from an answer that is not a success; anything else becomes `unexpected_error`. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {};
  const { code, ...details } = error;
  const requestId = isRecord(body) ? body['requestId'] : null;
  return new ApiError({
    code: typeof code === 'string' ? code : codeOfStatus(response.status),
    status: response.status,
    details,
    requestId: typeof requestId === 'string' ? requestId : null,
    retryAfterMs: retryAfterOf(response),
  });
}

/** A proxy in between answers without our body. */
function codeOfStatus(status: number): string {
  return status === 502 || status === 503 || status === 504 ? 'server_busy' : 'unexpected_error';
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? 'none');
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
