import { Amount, StateBadge } from '@jifen/ui';
import { ActionIcon, Group, Switch, Text } from '@mantine/core';
import { IconCoin, IconCoinOff, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Stepper } from '../shell/stepper.tsx';
import classes from './basket.module.css';
import { MAX_QUANTITY, lineFenOf, removeLine, setEarns, setQuantity, type DraftLine } from './draft.ts';
import type { UpdateDraft } from './use-draft.ts';

export type BasketLineProps = {
  readonly line: DraftLine;
  /** The keys mean this line. */
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly change: UpdateDraft;
};

export function BasketLine({ line, isMarked, onMark, change }: BasketLineProps): ReactNode {
  const { t } = useTranslation();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  const name = line.kind === 'product' ? line.name : t('counter.amountLine');
  const remove = (): void => change((now) => removeLine(now, line.key));
  return (
    <li ref={item} className={classes['line']} aria-current={isMarked ? true : undefined} onPointerDown={onMark}>
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

function EarnsMark({ line, change }: Pick<BasketLineProps, 'line' | 'change'>): ReactNode {
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
