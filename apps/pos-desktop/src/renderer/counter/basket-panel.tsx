import { Amount, EmptyState, StateBadge, newId, useFormat, type ErrorAnswer } from '@jifen/ui';
import { ActionIcon, Button, Group, Switch, Text } from '@mantine/core';
import { IconCoin, IconCoinOff, IconMinus, IconPlus, IconShoppingBag, IconTrash } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './basket.module.css';
import { addAmount, addProduct, lineFenOf, removeLine, setEarns, setQuantity, type Draft, type DraftLine } from './draft.ts';
import { ScanField } from './scan-field.tsx';
import type { UpdateDraft } from './use-draft.ts';

export type BasketPanelProps = {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onMember: (memberId: string) => void;
  readonly onPay: () => void;
  readonly onError: (answer: ErrorAnswer | null) => void;
};

export function BasketPanel({ draft, update, fieldRef, onMember, onPay, onError }: BasketPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const pieces = draft.lines.reduce((sum, line) => sum + (line.kind === 'product' ? line.quantity : 1), 0);
  const change = (next: (draft: Draft) => Draft): void => {
    update(next);
    fieldRef.current?.focus();
  };
  return (
    <>
      <ScanField
        fieldRef={fieldRef}
        onProduct={(product, quantity) => update((now) => addProduct(now, product, quantity))}
        onAmount={(amountFen) => update((now) => addAmount(now, amountFen, newId()))}
        onMember={onMember}
        onPay={onPay}
        onError={onError}
      />
      {draft.lines.length === 0 ? (
        <div className={classes['empty']}>
          <EmptyState icon={IconShoppingBag} title={t('counter.basketEmpty')} hint={t('counter.basketEmptyHint')} />
        </div>
      ) : (
        <>
          <ul className={classes['lines']} aria-label={t('counter.basket')} tabIndex={0}>
            {draft.lines.map((line) => (
              <BasketLine key={line.key} line={line} change={change} />
            ))}
          </ul>
          <Group justify="space-between" className={classes['foot']}>
            <Text size="sm" c="dimmed">
              {t('counter.lineCount', { n: format.count(draft.lines.length), pieces: format.count(pieces) })}
            </Text>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={() => change((now) => ({ ...now, lines: [] }))}
            >
              {t('counter.clear')}
            </Button>
          </Group>
        </>
      )}
    </>
  );
}

type LineProps = { readonly line: DraftLine; readonly change: UpdateDraft };

function BasketLine({ line, change }: LineProps): ReactNode {
  const { t } = useTranslation();
  const name = line.kind === 'product' ? line.name : t('counter.amountLine');
  return (
    <li className={classes['line']}>
      <Text fw={600} className={classes['name']}>
        {name}
      </Text>
      <Amount amountFen={lineFenOf(line)} className={`jifen-number ${classes['amount'] ?? ''}`} />
      <Group gap="xs" className={classes['detail']}>
        <EarnsMark line={line} change={change} />
      </Group>
      <Group gap={6} wrap="nowrap" className={classes['acts']}>
        {line.kind === 'product' && <QuantityStepper line={line} name={name} change={change} />}
        <ActionIcon
          size={48}
          variant="subtle"
          color="gray"
          aria-label={t('counter.remove', { name })}
          onClick={() => change((now) => removeLine(now, line.key))}
        >
          <IconTrash size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}

function EarnsMark({ line, change }: LineProps): ReactNode {
  const { t } = useTranslation();
  if (line.kind === 'amount') {
    const label = line.earns ? t('counter.earns') : t('counter.earnsNot');
    return (
      <Switch
        size="md"
        checked={line.earns}
        label={label}
        aria-label={t('counter.earnsOf')}
        onChange={(event) => {
          const earns = event.currentTarget.checked;
          change((now) => setEarns(now, line.key, earns));
        }}
      />
    );
  }
  return (
    <>
      <Amount amountFen={line.unitPriceFen} size="sm" c="dimmed" />
      <StateBadge tone={line.earns ? 'good' : 'neutral'} icon={line.earns ? IconCoin : IconCoinOff}>
        {line.earns ? t('counter.earns') : t('counter.earnsNot')}
      </StateBadge>
    </>
  );
}

function QuantityStepper({
  line,
  name,
  change,
}: LineProps & { readonly line: DraftLine & { readonly kind: 'product' }; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const step = (by: number): void => change((now) => setQuantity(now, line.key, line.quantity + by));
  return (
    <Group gap={0} wrap="nowrap" className={classes['stepper']} role="group" aria-label={t('counter.quantityOf', { name })}>
      <ActionIcon
        size={48}
        variant="subtle"
        color="gray"
        aria-label={t('counter.less', { name })}
        disabled={line.quantity <= 1}
        onClick={() => step(-1)}
      >
        <IconMinus size={18} aria-hidden />
      </ActionIcon>
      <Text span className={`jifen-number ${classes['quantity'] ?? ''}`}>
        {line.quantity}
      </Text>
      <ActionIcon size={48} variant="subtle" color="gray" aria-label={t('counter.more', { name })} onClick={() => step(1)}>
        <IconPlus size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
