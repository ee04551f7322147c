import { Avatar, Button, Group, SimpleGrid, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconBackspace } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../api/model.ts';
import { useKeys } from '../shell/use-keys.ts';
import { roleKeyOf } from './role.ts';
import classes from './sign-in.module.css';

const MIN_DIGITS = 4;
const MAX_DIGITS = 12;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export type PinPadProps = {
  readonly staff: Staff;
  readonly isBusy: boolean;
  readonly onSubmit: (pin: string) => void;
  readonly onBack: () => void;
};

/** Digits by finger or by keyboard; what was typed is never shown. */
export function PinPad({ staff, isBusy, onSubmit, onBack }: PinPadProps): ReactNode {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const press = (digit: string): void => setPin((before) => (before + digit).slice(0, MAX_DIGITS));
  const submit = (): void => {
    if (pin.length < MIN_DIGITS || isBusy) return;
    onSubmit(pin);
    setPin('');
  };
  useKeys({
    ...Object.fromEntries(['0', ...digits].map((digit) => [digit, () => press(digit)])),
    Backspace: () => setPin((before) => before.slice(0, -1)),
    // A key that has the focus is pressed by Enter itself.
    ...(document.activeElement instanceof HTMLButtonElement ? {} : { Enter: submit }),
    Escape: onBack,
  });
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Group gap="sm">
          <Avatar color="jade" radius="50%" size={48} aria-hidden>
            {staff.name.slice(0, 1)}
          </Avatar>
          <div>
            <Text fw={650} size="lg">
              {staff.name}
            </Text>
            <Text c="dimmed" size="sm">
              {t(`signIn.role.${roleKeyOf(staff.role)}`)}
            </Text>
          </div>
        </Group>
        <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
          {t('signIn.change')}
        </Button>
      </Group>
      <div className={classes['dots']} aria-hidden>
        {pin === '' ? <Text c="dimmed">{t('signIn.pin')}</Text> : Array.from(pin, (_, i) => <span key={i} className={classes['dot']} />)}
      </div>
      <VisuallyHidden component="output">{t('signIn.digits', { n: pin.length })}</VisuallyHidden>
      <SimpleGrid cols={3} spacing="sm">
        {digits.map((digit) => (
          <PadKey key={digit} name={digit} onPress={() => press(digit)} />
        ))}
        <Button variant="default" h={68} onClick={() => setPin('')}>
          {t('signIn.clear')}
        </Button>
        <PadKey name="0" onPress={() => press('0')} />
        <Button variant="default" h={68} aria-label={t('signIn.erase')} onClick={() => setPin((before) => before.slice(0, -1))}>
          <IconBackspace aria-hidden />
        </Button>
      </SimpleGrid>
      <Button h={60} loading={isBusy} disabled={pin.length < MIN_DIGITS} onClick={submit}>
        {t('signIn.submit')}
      </Button>
    </Stack>
  );
}

function PadKey({ name, onPress }: { readonly name: string; readonly onPress: () => void }): ReactNode {
  return (
    // A click leaves the focus alone, so that Enter still means to sign in.
    <Button variant="default" h={68} fz={26} className="jifen-number" onMouseDown={(event) => event.preventDefault()} onClick={onPress}>
      {name}
    </Button>
  );
}
