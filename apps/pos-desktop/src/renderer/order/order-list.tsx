import { EmptyState, ErrorNotice, newId, StateBadge, useFormat } from '@jifen/ui';
import { Button, Center, Group, Text } from '@mantine/core';
import { IconShoppingBag, IconUserSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useMember } from '../member/queries.ts';
import { lookOf, actOf, orderLooks } from './order-look.ts';
import classes from './order.module.css';
import { useOrders, useWanted } from './queries.ts';
import { Waiting } from '../shell/waiting.tsx';

type OrderActs = { readonly onFulfil: (order: Order) => void; readonly onRelease: (order: Order) => void };

export function OrderList({ q, ...acts }: OrderActs & { readonly q: string }): ReactNode {
  const { t } = useTranslation();
  const orders = useOrders();
  const wanted = useWanted(q);
  const answer = errorAnswerOf(orders.error);
  if (orders.data === undefined) {
    return (
      <Center className={classes['fill']}>
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void orders.refetch()} />}
      </Center>
    );
  }
  const items = orders.data.items.filter(({ memberId }) => wanted === null || wanted.has(memberId));
  if (items.length === 0) {
    return (
      <Center className={classes['fill']}>
        {wanted === null ? (
          <EmptyState icon={IconShoppingBag} title={t('order.empty')} hint={t('order.emptyHint')} />
        ) : (
          <EmptyState icon={IconUserSearch} title={t('order.noneFound')} hint={t('order.noneFoundHint')} />
        )}
      </Center>
    );
  }
  return (
    <ul className={classes['list']} aria-label={t('order.list')}>
      {items.map((order) => (
        <OrderCard key={order.id} order={order} {...acts} />
      ))}
    </ul>
  );
}

function OrderCard({ order, ...acts }: OrderActs & { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const member = useMember(order.memberId);
  const look = lookOf(order);
  const { tone, icon } = orderLooks[look];
  const price = [
    t('order.price', { n: format.count(order.points) }),
    ...(order.cashFen > 0 ? [t('order.toPay', { amount: format.yuan(order.cashFen) })] : []),
  ];
  return (
    <li className={`jifen-surface ${classes['card'] ?? ''}`}>
      <div className={classes['what']}>
        <Group gap="xs" className={classes['line'] ?? ''}>
          <Text fw={650} size="lg">
            {order.rewardName} × {format.count(order.quantity)}
          </Text>
          <StateBadge tone={tone} icon={icon}>
            {t(`order.states.${look}`)}
          </StateBadge>
        </Group>
        <Text className="jifen-number">
          {member.data?.name ?? '…'} · {price.join(' · ')}
        </Text>
        <Text size="sm" c="dimmed" className="jifen-number">
          {t('order.at')} {format.dateTime(order.createdAt)}
        </Text>
        {(look === 'asked' || look === 'released' || look === 'cancelled') && <Text size="sm">{t(`order.explain.${look}`)}</Text>}
      </div>
      <OrderButtons order={order} {...acts} />
    </li>
  );
}

function OrderButtons({ order, onFulfil, onRelease }: OrderActs & { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const act = actOf(order);
  switch (act) {
    case 'wait':
      return null;
    case 'ready':
      return <ReadyButton order={order} />;
    case 'put_back':
    case 'hand_over':
      return (
        <div className={classes['acts']}>
          <Button variant={act === 'put_back' ? 'filled' : 'default'} onClick={() => onRelease(order)}>
            {t('order.release')}
          </Button>
          {act === 'hand_over' && <Button onClick={() => onFulfil(order)}>{t('order.fulfil')}</Button>}
        </div>
      );
  }
  return act satisfies never;
}

function ReadyButton({ order }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const ready = useAct(api.readyOrder);
  const answer = errorAnswerOf(ready.error);
  return (
    <>
      <div className={classes['acts']}>
        <Button loading={ready.isPending} onClick={() => ready.mutate({ id, orderId: order.id })}>
          {t('order.ready')}
        </Button>
      </div>
      {answer !== null && (
        <div className={classes['wide']}>
          <ErrorNotice error={answer} onClose={ready.reset} />
        </div>
      )}
    </>
  );
}
