import { EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Button, Center, Text } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf } from '../api/till-context.tsx';
import classes from './order.module.css';
import { Waiting } from '../shell/waiting.tsx';
import { useGoods, type Goods } from '../stock/use-goods.ts';

type StockListProps = { readonly onOpen: (goods: Goods) => void };

/** The rewards on offer, with what of them HQ may promise to members. */
export function StockList({ onOpen }: StockListProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { goods, error, retry } = useGoods();
  const answer = errorAnswerOf(error);
  if (goods === undefined) {
    return <Center className={classes['fill']}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={retry} />}</Center>;
  }
  if (goods.length === 0) return <EmptyState icon={IconGift} title={t('consign.empty')} hint={t('consign.emptyHint')} />;
  return (
    <ul className={classes['goods']} aria-label={t('consign.list')}>
      {goods.map((each) => (
        <li key={each.rewardId}>
          <div className={classes['what']}>
            <Text fw={600}>{each.name}</Text>
            <Text size="sm" c="dimmed" className="jifen-number">
              {t('consign.line', { kept: format.count(each.consigned), onHand: format.count(each.onHand) })}
            </Text>
          </div>
          <Button
            variant="default"
            px="sm"
            aria-label={t('consign.open', { name: each.name })}
            disabled={each.onHand <= 0 && each.consigned <= 0}
            onClick={() => onOpen(each)}
          >
            {t('consign.edit')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
