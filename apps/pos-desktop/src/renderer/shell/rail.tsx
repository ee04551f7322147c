import { UnstyledButton } from '@mantine/core';
import { IconCash, IconChartBar, IconListDetails, IconRefresh, IconShoppingBag, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderCount } from '../order/order-count.tsx';
import { KeyHint } from './key-hint.tsx';
import classes from './shell.module.css';
import { useKeys } from './use-keys.ts';

export type ScreenName = 'counter' | 'journal' | 'today' | 'sync' | 'orders';

type Entry = { readonly name: ScreenName; readonly icon: Icon; readonly key: string };

const entries: readonly Entry[] = [
  { name: 'counter', icon: IconCash, key: 'Alt+1' },
  { name: 'journal', icon: IconListDetails, key: 'Alt+2' },
  { name: 'today', icon: IconChartBar, key: 'Alt+3' },
  { name: 'sync', icon: IconRefresh, key: 'Alt+4' },
  { name: 'orders', icon: IconShoppingBag, key: 'Alt+5' },
];

export type RailProps = { readonly current: ScreenName; readonly onChoose: (screen: ScreenName) => void };

export function Rail({ current, onChoose }: RailProps): ReactNode {
  const { t } = useTranslation();
  useKeys(Object.fromEntries(entries.map(({ name, key }) => [key, () => onChoose(name)])));
  return (
    <nav className={classes['rail']} aria-label={t('shell.screens')}>
      <img src="/favicon.svg" alt={t('shell.product')} width={36} height={36} className={classes['mark']} />
      {entries.map(({ name, icon: Icon, key }) => (
        <UnstyledButton
          key={name}
          className={classes['entry']}
          aria-current={name === current ? 'page' : undefined}
          aria-keyshortcuts={key}
          onClick={() => onChoose(name)}
        >
          <Icon size={24} stroke={1.6} aria-hidden />
          <span>{t(`shell.${name}`)}</span>
          <KeyHint name={key} />
          {name === 'orders' && <OrderCount />}
        </UnstyledButton>
      ))}
    </nav>
  );
}
