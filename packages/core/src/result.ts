/** A business answer: a value, or a "no" with a stable snake_case code. Bugs throw instead. */
export type Result<T, E extends Problem> = Ok<T> | Err<E>;
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };

/** What every business "no" carries. The code crosses the wire and is the key of the sentence that a person reads. */
export type Problem = { readonly code: string };

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function err<const E extends Problem>(error: E): Err<E> {
  return { ok: false, error };
}
