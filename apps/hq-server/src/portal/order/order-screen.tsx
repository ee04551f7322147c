import { Button } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconCheck, IconClock, IconPackage, IconShoppingBag, IconX, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Pages } from '../piece/pages.tsx';
import { Screen } from '../piece/screen.tsx';
import { useBranchName } from '../queries.ts';
import { CancelOrder } from './cancel-order.tsx';
import classes from './order.module.css';
import { useOrders, type Order } from './queries.ts';

export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  return (
    <Screen title={t('order.title')} back="/">
      <Pages
        query={useOrders()}
        itemHeight={170}
        empty={
          <EmptyState icon={IconShoppingBag} title={t('order.emptyTitle')} hint={t('order.emptyHint')}>
            <Button component={Link} href="/rewards" variant="light">
              {t('order.toRewards')}
            </Button>
          </EmptyState>
        }
      >
        {(orders) => (
          <ul className={classes['list']} aria-label={t('order.list')}>
            {orders.map((order) => (
              <OrderCard key={order.id} order={order} />
            ))}
          </ul>
        )}
      </Pages>
    </Screen>
  );
}

const icons: Readonly<Record<Order['state'], Icon>> = {
  created: IconClock,
  reserved: IconPackage,
  ready: IconShoppingBag,
  fulfilled: IconCheck,
  cancelled: IconX,
  expired: IconX,
};

function OrderCard({ order }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const { state, rewardName, quantity, branchId, isCancelWanted } = order;
  const StateIcon = icons[state];
  const price = { points: format.count(order.points), cash: format.yuan(order.cashFen) };
  const isOpen = state === 'created' || state === 'reserved' || state === 'ready';
  const says = saysOf(order);
  return (
    <li className={classes['card']}>
      <div className={classes['state']} data-state={isOpen ? state : 'over'}>
        <StateIcon size={22} aria-hidden />
        {t(`order.states.${state}`)}
      </div>
      <h2 className={classes['name']}>
        {rewardName} × {format.count(quantity)}
      </h2>
      {says !== null && <div>{t(`order.says.${says}`)}</div>}
      <div className={classes['dim']}>{branchName(branchId) ?? branchId}</div>
      <div className={classes['dim']}>{t(order.cashFen > 0 ? 'order.priceWithCash' : 'order.price', price)}</div>
      <div className={classes['dim']}>{t('order.at', { time: format.dateTime(order.createdAt) })}</div>
      {isOpen && !isCancelWanted && <CancelOrder order={order} />}
    </li>
  );
}

type Saying = 'created' | 'points_missing' | 'goods_missing' | 'reserved' | 'ready' | 'wanted';

function saysOf({ state, reason, isCancelWanted }: Order): Saying | null {
  if (state === 'fulfilled' || state === 'cancelled' || state === 'expired') return null;
  if (isCancelWanted) return 'wanted';
  if (state !== 'created') return state;
  return reason === 'points_missing' || reason === 'goods_missing' ? reason : 'created';
}
