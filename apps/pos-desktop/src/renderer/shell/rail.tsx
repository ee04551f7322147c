import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderCount } from '../order/order-count.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import { useAriaKey, useKeys } from '../keys/use-keys.ts';
import { railEntries, type ScreenName } from './rail-entries.ts';
import classes from './shell.module.css';

export type RailProps = { readonly current: ScreenName; readonly onChoose: (screen: ScreenName) => void };

export function Rail({ current, onChoose }: RailProps): ReactNode {
  const { t } = useTranslation();
  const ariaKeyOf = useAriaKey();
  useKeys(Object.fromEntries(railEntries.map(({ name, action }) => [action, () => onChoose(name)])));
  return (
    <nav className={classes['rail']} aria-label={t('shell.screens')}>
      <img src="/favicon.svg" alt={t('shell.product')} width={36} height={36} className={classes['mark']} />
      {railEntries.map(({ name, icon: Icon, action }) => (
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
