import { Button, PasswordInput, SimpleGrid, Stack } from '@mantine/core';
import { IconBackspace } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PadKey } from '../touch/pad-key.tsx';
import classes from './sign-in.module.css';

const MIN_DIGITS = 4;
const MAX_DIGITS = 12;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export type PinPadProps = {
  readonly label: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly onSubmit: (pin: string) => void;
};

/** Digits by finger or by keyboard; what was typed is never shown, and no scan gets in. */
export function PinPad({ label, submitLabel, isBusy, onSubmit }: PinPadProps): ReactNode {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const type = (text: string): void => setPin(text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, MAX_DIGITS));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (pin.length < MIN_DIGITS || isBusy) return;
        onSubmit(pin);
        setPin('');
        field.current?.focus();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          ref={(input) => {
            if (input !== null && field.current === null) focusAtOnce(input);
            field.current = input;
          }}
          aria-label={label}
          placeholder={label}
          inputMode="numeric"
          autoComplete="off"
          visible={false}
          visibilityToggleIcon={() => null}
          visibilityToggleButtonProps={{ style: { display: 'none' } }}
          classNames={{ input: classes['pin'] ?? '', innerInput: classes['pinText'] ?? '' }}
          value={pin}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <SimpleGrid cols={3} spacing="sm">
          {digits.map((digit) => (
            <PadKey key={digit} name={digit} onPress={() => type(pin + digit)} />
          ))}
          <PadKey name={t('signIn.clear')} isWord onPress={() => setPin('')} />
          <PadKey name="0" onPress={() => type(`${pin}0`)} />
          <PadKey name={t('signIn.erase')} onPress={() => setPin(pin.slice(0, -1))}>
            <IconBackspace aria-hidden />
          </PadKey>
        </SimpleGrid>
        <Button type="submit" h={60} loading={isBusy} disabled={pin.length < MIN_DIGITS}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
