import { UnstyledButton } from '@mantine/core';
import {
  IconCash,
  IconCashRegister,
  IconChartBar,
  IconId,
  IconListDetails,
  IconPackages,
  IconRefresh,
  IconSettings,
  IconShoppingBag,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderCount } from '../order/order-count.tsx';
import type { ActionName } from '../keys/actions.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useAriaKey, useKeys } from '../keys/use-keys.ts';
import classes from './shell.module.css';

export type ScreenName = 'counter' | 'journal' | 'today' | 'sync' | 'orders' | 'stock' | 'shift' | 'staff' | 'settings';

type Entry = { readonly name: ScreenName; readonly icon: Icon; readonly action: ActionName };

const entries: readonly Entry[] = [
  { name: 'counter', icon: IconCash, action: 'goCounter' },
  { name: 'journal', icon: IconListDetails, action: 'goJournal' },
  { name: 'today', icon: IconChartBar, action: 'goToday' },
  { name: 'sync', icon: IconRefresh, action: 'goSync' },
  { name: 'orders', icon: IconShoppingBag, action: 'goOrders' },
  { name: 'stock', icon: IconPackages, action: 'goStock' },
  { name: 'shift', icon: IconCashRegister, action: 'goShift' },
  { name: 'staff', icon: IconId, action: 'goStaff' },
  { name: 'settings', icon: IconSettings, action: 'goSettings' },
];

export type RailProps = { readonly current: ScreenName; readonly onChoose: (screen: ScreenName) => void };

export function Rail({ current, onChoose }: RailProps): ReactNode {
  const { t } = useTranslation();
  const ariaKeyOf = useAriaKey();
  useKeys(Object.fromEntries(entries.map(({ name, action }) => [action, () => onChoose(name)])));
  return (
    <nav className={classes['rail']} aria-label={t('shell.screens')}>
      <img src="/favicon.svg" alt={t('shell.product')} width={36} height={36} className={classes['mark']} />
      {entries.map(({ name, icon: Icon, action }) => (
        <UnstyledButton
          key={name}
          ref={name === current ? bringIntoSight : undefined}
          className={classes['entry']}
          aria-current={name === current ? 'page' : undefined}
          aria-keyshortcuts={ariaKeyOf(action)}
          onClick={() => onChoose(name)}
        >
          <Icon size={24} stroke={1.6} aria-hidden />
          <span>{t(`shell.${name}`)}</span>
          <KeyHint action={action} />
          {name === 'orders' && <OrderCount />}
        </UnstyledButton>
      ))}
    </nav>
  );
}

/** By key a screen may be chosen whose entry a small window has scrolled away. */
function bringIntoSight(entry: HTMLElement | null): void {
  entry?.scrollIntoView({ block: 'nearest' });
}
