import { Amount, ErrorNotice, useFormat, type ErrorAnswer } from '@jifen/ui';
import { ActionIcon, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowsSplit2, IconX } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import { MethodChoice } from '../payment/method-choice.tsx';
import { MAX_PARTS, splitPayment, type Payment } from '../payment/payment.ts';
import { likelyCashOf, typedYuanOf, type PaymentReading } from '../payment/read-payment.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import classes from './pay.module.css';

export type PayPanelProps = {
  readonly totalFen: number;
  readonly count: { readonly lines: number; readonly pieces: number };
  readonly payment: Payment;
  readonly reading: PaymentReading;
  readonly onPayment: (payment: Payment) => void;
  readonly receivedRef: RefObject<HTMLInputElement | null>;
  readonly error: ErrorAnswer | null;
  readonly act: { readonly label: string; readonly isBusy: boolean; readonly isDisabled: boolean; readonly onAct: () => void };
  /** Why the member gets which points. */
  readonly children?: ReactNode;
};

/** What is to be paid, how, and the one button that does it. Total and button never move. */
export function PayPanel({ totalFen, count, payment, reading, onPayment, receivedRef, error, act, children }: PayPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div className={classes['total']}>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">{t('counter.total')}</Text>
          {count.lines > 0 && (
            <Text size="sm" className="jifen-number">
              {t('counter.lineCount', { n: format.count(count.lines), pieces: format.count(count.pieces) })}
            </Text>
          )}
        </Group>
        <Amount amountFen={totalFen} className={`jifen-number ${classes['totalAmount'] ?? ''}`} />
      </div>
      <div className={classes['middle']}>
        <Stack gap="xs">
          <MethodChoice
            label={t('counter.tenders')}
            method={payment.rest}
            onChoose={(rest) => onPayment({ ...payment, rest, received: '' })}
          />
          <Parts payment={payment} reading={reading} onPayment={onPayment} />
          {payment.rest === 'cash' && <Cash {...{ payment, reading, onPayment, receivedRef }} onEnter={act.onAct} />}
          {children}
        </Stack>
      </div>
      {error !== null && <ErrorNotice error={error} />}
      <Button
        className={classes['act']}
        h={72}
        loading={act.isBusy}
        disabled={act.isDisabled}
        rightSection={<KeyHint action="act" />}
        onClick={act.onAct}
      >
        {act.label}
      </Button>
    </>
  );
}

type PaymentProps = { readonly payment: Payment; readonly onPayment: (payment: Payment) => void };

function Parts({ payment, reading, onPayment }: PaymentProps & { readonly reading: PaymentReading }): ReactNode {
  const { t } = useTranslation();
  const { parts } = payment;
  return (
    <>
      {parts.map((part) => (
        <Group key={part.key} gap={6} wrap="nowrap" align="flex-end">
          <TextInput
            className={classes['grow']}
            aria-label={t('counter.partAmount', { method: t(`tender.${part.method}`) })}
            leftSection={<Text size="sm">{t(`tender.${part.method}`)}</Text>}
            leftSectionWidth={84}
            inputMode="decimal"
            ref={focusAtOnce}
            value={part.amount}
            onChange={(event) => {
              const amount = event.currentTarget.value;
              onPayment({ ...payment, parts: parts.map((each) => (each.key === part.key ? { ...each, amount } : each)) });
            }}
          />
          <ActionIcon
            size={48}
            variant="subtle"
            color="gray"
            aria-label={t('counter.removePart', { method: t(`tender.${part.method}`) })}
            onClick={() => onPayment({ ...payment, parts: parts.filter((each) => each.key !== part.key) })}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {parts.length > 0 && t('counter.restBy', { method: t(`tender.${payment.rest}`), amount: `¥${typedYuanOf(reading.restFen)}` })}
        </Text>
        {parts.length < MAX_PARTS && (
          <Button
            variant="subtle"
            color="gray"
            px="xs"
            leftSection={<IconArrowsSplit2 size={18} aria-hidden />}
            onClick={() => onPayment(splitPayment(payment))}
          >
            {t('counter.split')}
          </Button>
        )}
      </Group>
    </>
  );
}

type CashProps = PaymentProps & {
  readonly reading: PaymentReading;
  readonly receivedRef: RefObject<HTMLInputElement | null>;
  readonly onEnter: () => void;
};

function Cash({ payment, reading, onPayment, receivedRef, onEnter }: CashProps): ReactNode {
  const { t, i18n } = useTranslation();
  const receive = (received: string): void => onPayment({ ...payment, received });
  return (
    <>
      <TextInput
        ref={receivedRef}
        aria-label={t('counter.received')}
        leftSection={<Text size="sm">{t('counter.received')}</Text>}
        leftSectionWidth={i18n.language === 'en' ? 124 : 88}
        rightSection={<KeyHint action="received" />}
        rightSectionWidth={46}
        inputMode="decimal"
        autoComplete="off"
        placeholder={typedYuanOf(reading.restFen)}
        classNames={{ input: 'jifen-number' }}
        value={payment.received}
        onChange={(event) => receive(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <SimpleGrid cols={3} spacing={8}>
        {likelyCashOf(reading.restFen).map((amountFen) => (
          <Button key={amountFen} variant="default" px={4} className="jifen-number" onClick={() => receive(typedYuanOf(amountFen))}>
            ¥{typedYuanOf(amountFen)}
          </Button>
        ))}
      </SimpleGrid>
      <Group
        justify="space-between"
        className={classes['change']}
        data-is-due={reading.changeFen !== null && reading.changeFen > 0 ? true : undefined}
      >
        <Text>{t('counter.change')}</Text>
        <Amount amountFen={reading.changeFen ?? 0} fw={700} fz={22} />
      </Group>
    </>
  );
}
