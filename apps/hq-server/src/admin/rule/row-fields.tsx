import { Text } from '@mantine/core';
import type { GetInputPropsReturnType, UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import type { RuleDraft } from './rule-draft.ts';

type Form = UseFormReturnType<RuleDraft>;

type RowInputProps = GetInputPropsReturnType & { readonly 'aria-describedby': string };

/** A field of a narrow row: it only shows that it is wrong, `RowErrors` says why in full width. */
export function rowInputProps(form: Form, path: string): RowInputProps {
  const props: GetInputPropsReturnType = form.getInputProps(path);
  return { ...props, error: form.errors[path] !== undefined, 'aria-describedby': `${path}-error` };
}

/** What is wrong in the row that begins with `path`. */
export function RowErrors({ form, path }: { readonly form: Form; readonly path: string }): ReactNode {
  return Object.entries(form.errors)
    .filter(([field]) => field.startsWith(`${path}.`))
    .map(([field, error]) => (
      <Text key={field} id={`${field}-error`} role="alert" size="sm" c="var(--mantine-color-error)" style={{ gridColumn: '1 / -1' }}>
        {error}
      </Text>
    ));
}
