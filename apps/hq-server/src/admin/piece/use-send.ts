import type { UseMutationResult } from '@tanstack/react-query';
import { useFieldErrors, type FieldByCode, type FieldErrors } from './use-field-errors.ts';

export type Sending<A, V> = {
  readonly isPending: boolean;
  /** What belongs to the form's foot: the last refusal, unless fields show it. */
  readonly error: Error | null;
  readonly send: (body: V, onSuccess: (answer: A) => void) => void;
};

type SendOptions = { readonly fieldByCode: FieldByCode; readonly setErrors: (errors: FieldErrors) => void };

/** Sends a form's content and puts a refusal beside the field that it is about. */
export function useSend<A, V>(mutation: UseMutationResult<A, Error, V>, { fieldByCode, setErrors }: SendOptions): Sending<A, V> {
  const errorsOf = useFieldErrors(fieldByCode);
  const isAtField = Object.keys(errorsOf(mutation.error)).length > 0;
  return {
    isPending: mutation.isPending,
    error: isAtField ? null : mutation.error,
    send: (body, onSuccess) => mutation.mutate(body, { onSuccess, onError: (error) => setErrors(errorsOf(error)) }),
  };
}
