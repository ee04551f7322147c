import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { focusAtOnce } from './focus-at-once.ts';

export type DigitsFieldProps = {
  readonly label: string;
  readonly maxLength: number;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
};

/** Takes digits only, full-width ones too; Enter does what the panel is for. */
export function DigitsField({ label, maxLength, text, onChange, onEnter }: DigitsFieldProps): ReactNode {
  return (
    <TextInput
      ref={focusAtOnce}
      flex={1}
      size="lg"
      label={label}
      inputMode="numeric"
      autoComplete="off"
      maxLength={maxLength}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value.normalize('NFKC').replaceAll(/\D/g, ''))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}
