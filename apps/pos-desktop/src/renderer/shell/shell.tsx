import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import { Badge, Button, Group, Text } from '@mantine/core';
import { IconBuildingStore, IconLogout, IconUser } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChanges } from '../api/changes.ts';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { CounterScreen } from '../counter/counter-screen.tsx';
import { JournalScreen } from '../journal/journal-screen.tsx';
import { OrderScreen } from '../order/order-screen.tsx';
import { SyncScreen } from '../sync/sync-screen.tsx';
import { TodayScreen } from '../today/today-screen.tsx';
import { Rail, type ScreenName } from './rail.tsx';
import classes from './shell.module.css';
import { SyncBadge } from './sync-badge.tsx';

export type ShellProps = { readonly till: EnrolledTill; readonly staff: Staff };

/** The frame that never moves: who and where above, the screens at the left. */
export function Shell({ till, staff }: ShellProps): ReactNode {
  const [screen, setScreen] = useState<ScreenName>('counter');
  useChanges();
  return (
    <div className={classes['shell']}>
      <Rail current={screen} onChoose={setScreen} />
      <Header till={till} staff={staff} />
      <main className={classes['main']}>
        <Screen name={screen} till={till} />
      </main>
    </div>
  );
}

function Screen({ name, till }: { readonly name: ScreenName; readonly till: EnrolledTill }): ReactNode {
  const screens: Readonly<Record<ScreenName, () => ReactNode>> = {
    counter: () => <CounterScreen till={till} />,
    journal: () => <JournalScreen />,
    today: () => <TodayScreen />,
    sync: () => <SyncScreen till={till} />,
    orders: () => <OrderScreen />,
  };
  return screens[name]();
}

function Header({ till, staff }: ShellProps): ReactNode {
  const { t } = useTranslation();
  const { api, session } = useTill();
  return (
    <header className={classes['header']}>
      <Group gap="xs" wrap="nowrap" className={classes['place']}>
        <IconBuildingStore size={20} aria-hidden />
        <Text fw={650} truncate>
          {till.branch.name}
        </Text>
        <Text c="dimmed" size="sm" truncate>
          {till.terminal.name}
        </Text>
        {till.demo && (
          <Badge variant="outline" color="gray" size="sm" className={classes['fixed']}>
            {t('shell.demo')}
          </Badge>
        )}
      </Group>
      <SyncBadge />
      <Button
        variant="default"
        px="sm"
        leftSection={<IconUser size={20} aria-hidden />}
        rightSection={<IconLogout size={18} className={classes['dim'] ?? ''} aria-hidden />}
        title={t('shell.signOut')}
        aria-label={`${t('shell.cashier')} ${staff.name} · ${t('shell.signOut')}`}
        onClick={() => {
          void api.signOut().catch(() => undefined);
          session.signOut();
        }}
      >
        {staff.name}
      </Button>
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
}
