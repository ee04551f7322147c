import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOf } from './order-look.ts';
import classes from './order.module.css';
import { useOrders } from './queries.ts';

/** How many orders wait for somebody at the till to do something. */
export function OrderCount(): ReactNode {
  const { t } = useTranslation();
  const n = useOrders().data?.items.filter((order) => actOf(order) !== 'wait').length ?? 0;
  if (n === 0) return null;
  return (
    <span className={classes['count']}>
      <span aria-hidden>{n > 99 ? '99+' : n}</span>
      <VisuallyHidden>{t('order.waiting', { n })}</VisuallyHidden>
    </span>
  );
}
