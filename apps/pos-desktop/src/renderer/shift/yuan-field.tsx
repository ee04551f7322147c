import { parseYuan } from '@jifen/core';
import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAtOnce } from '../shell/focus-at-once.ts';

export type YuanFieldProps = {
  readonly label: string;
  readonly description?: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
};

/** An amount of money as people type it; what is wrong with it stands below, once something was typed. */
export function YuanField({ label, description, text, onChange, onEnter }: YuanFieldProps): ReactNode {
  const { t } = useTranslation();
  const amount = parseYuan(text);
  return (
    <TextInput
      ref={focusAtOnce}
      label={label}
      description={description}
      size="lg"
      inputMode="decimal"
      autoComplete="off"
      leftSection="¥"
      maxLength={16}
      value={text}
      error={text !== '' && !amount.ok ? t(`error.${amount.error.code}`) : null}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}

/** The amount in fen, or null while what stands there is none. */
export function fenOf(text: string): number | null {
  const amount = parseYuan(text);
  return amount.ok ? amount.value : null;
}
