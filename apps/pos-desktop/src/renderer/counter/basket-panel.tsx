import { Amount, EmptyState, StateBadge, newId, useFormat } from '@jifen/ui';
import { ActionIcon, Button, Group, Switch, Text } from '@mantine/core';
import { IconCoin, IconCoinOff, IconShoppingBag, IconTrash } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Stepper } from '../shell/stepper.tsx';
import classes from './basket.module.css';
import { MAX_QUANTITY, addAmount, addProduct, lineFenOf, removeLine, setEarns, setQuantity, type Draft, type DraftLine } from './draft.ts';
import { ScanField } from './scan-field.tsx';
import type { UpdateDraft } from './use-draft.ts';
import type { ScanActs } from './use-scan.ts';

export type BasketPanelProps = Pick<ScanActs, 'onMember' | 'onGrant' | 'onPay' | 'onError'> & {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
};

export function BasketPanel({ draft, update, fieldRef, ...acts }: BasketPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const pieces = draft.lines.reduce((sum, line) => sum + (line.kind === 'product' ? line.quantity : 1), 0);
  const change: UpdateDraft = (next) => {
    update(next);
    fieldRef.current?.focus();
  };
  return (
    <>
      <ScanField
        fieldRef={fieldRef}
        onProduct={(product, quantity) => update((now) => addProduct(now, product, quantity))}
        onAmount={(amountFen) => update((now) => addAmount(now, amountFen, newId()))}
        {...acts}
      />
      {draft.lines.length === 0 ? (
        <div className={classes['empty']}>
          <EmptyState icon={IconShoppingBag} title={t('counter.basketEmpty')} hint={t('counter.basketEmptyHint')} />
        </div>
      ) : (
        <>
          <ul className={classes['lines']} aria-label={t('counter.basket')}>
            {draft.lines.map((line) => (
              <BasketLine key={line.key} line={line} change={change} />
            ))}
          </ul>
          <Group justify="space-between" className={classes['foot']}>
            <Text size="sm" c="dimmed">
              {t('counter.lineCount', { n: format.count(draft.lines.length), pieces: format.count(pieces) })}
            </Text>
            <Button variant="subtle" color="gray" onClick={() => change((now) => ({ ...now, lines: [] }))}>
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
  const remove = (): void => change((now) => removeLine(now, line.key));
  return (
    <li className={classes['line']}>
      <div className={classes['top']}>
        <Text fw={500} className={classes['name']}>
          {name}
        </Text>
        <Amount amountFen={lineFenOf(line)} className={`jifen-number ${classes['amount'] ?? ''}`} />
      </div>
      <div className={classes['bottom']}>
        <EarnsMark line={line} change={change} />
        {line.kind === 'product' ? (
          <Stepper
            of={name}
            value={line.quantity}
            max={MAX_QUANTITY}
            onChange={(quantity) => change((now) => setQuantity(now, line.key, quantity))}
            onRemove={remove}
          />
        ) : (
          <ActionIcon size={48} variant="transparent" color="gray" aria-label={t('shell.remove', { name })} onClick={remove}>
            <IconTrash size={20} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </li>
  );
}

function EarnsMark({ line, change }: LineProps): ReactNode {
  const { t } = useTranslation();
  const label = line.earns ? t('counter.earns') : t('counter.earnsNot');
  if (line.kind === 'amount') {
    return (
      <Switch
        size="lg"
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
    <Group gap="xs" wrap="nowrap">
      <Amount amountFen={line.unitPriceFen} size="sm" c="dimmed" />
      <StateBadge tone={line.earns ? 'good' : 'neutral'} icon={line.earns ? IconCoin : IconCoinOff}>
        {label}
      </StateBadge>
    </Group>
  );
}
