import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import { IconBuildingStore, IconLock, IconUser, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChanges } from '../api/changes.ts';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { ApprovalProvider } from '../approval/approval-provider.tsx';
import { CopyChip } from '../copies/copy-chip.tsx';
import { CounterScreen } from '../counter/counter-screen.tsx';
import { DraftProvider, useKeptDraft } from '../counter/use-draft.ts';
import { JournalScreen } from '../journal/journal-screen.tsx';
import { DownloadBar } from '../enrol/download-bar.tsx';
import { HelpDesk } from '../keys/help-desk.tsx';
import { useAriaKey, useKeyLabel } from '../keys/use-keys.ts';
import { useLock } from '../lock/lock-provider.tsx';
import { OrderScreen } from '../order/order-screen.tsx';
import { useScanRouter } from '../scan/scan-context.ts';
import { QueueChip } from '../print-queue/queue-chip.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { ShiftChip } from '../shift/shift-chip.tsx';
import { ShiftScreen } from '../shift/shift-screen.tsx';
import { StaffScreen } from '../staff/staff-screen.tsx';
import { StockScreen } from '../stock/stock-screen.tsx';
import { SyncScreen } from '../sync/sync-screen.tsx';
import { TodayScreen } from '../today/today-screen.tsx';
import { Rail } from './rail.tsx';
import type { ScreenName } from './rail-entries.ts';
import classes from './shell.module.css';
import { SyncBadge } from './sync-badge.tsx';

export type ShellProps = { readonly till: EnrolledTill; readonly staff: Staff };

/** The frame that never moves: who and where above, the screens at the left. */
export function Shell({ till, staff }: ShellProps): ReactNode {
  const [screen, setScreen] = useState<ScreenName>('counter');
  const draft = useKeptDraft(till.terminal.id);
  useChanges();
  // A paper belongs to the journal; all else that is scanned belongs to the counter.
  useScanRouter(({ kind }) => setScreen(kind === 'receipt' ? 'journal' : 'counter'));
  return (
    <ApprovalProvider>
      <div className={classes['shell']}>
        <Rail current={screen} onChoose={setScreen} />
        <Header till={till} staff={staff} onShift={() => setScreen('shift')} onCopies={() => setScreen('sync')} />
        <main className={classes['main']}>
          <DownloadBar download={till.download} />
          <DraftProvider value={draft}>
            <Screen name={screen} till={till} staff={staff} onGo={setScreen} />
          </DraftProvider>
        </main>
      </div>
      <HelpDesk />
    </ApprovalProvider>
  );
}

type ScreenProps = ShellProps & { readonly name: ScreenName; readonly onGo: (screen: ScreenName) => void };

function Screen({ name, till, staff, onGo }: ScreenProps): ReactNode {
  const screens: Readonly<Record<ScreenName, () => ReactNode>> = {
    counter: () => <CounterScreen />,
    journal: () => <JournalScreen />,
    today: () => <TodayScreen till={till} />,
    sync: () => <SyncScreen till={till} staff={staff} />,
    orders: () => <OrderScreen onStock={() => onGo('stock')} />,
    stock: () => <StockScreen />,
    shift: () => <ShiftScreen />,
    staff: () => <StaffScreen staff={staff} />,
    settings: () => <SettingsScreen till={till} staff={staff} />,
  };
  return screens[name]();
}

type HeaderProps = ShellProps & { readonly onShift: () => void; readonly onCopies: () => void };

function Header({ till, staff, onShift, onCopies }: HeaderProps): ReactNode {
  const { t } = useTranslation();
  const { lock, switchStaff } = useLock();
  const ariaKeyOf = useAriaKey();
  const [lockKey, switchKey] = [useKeyLabel('lock'), useKeyLabel('switchStaff')];
  const titleOf = (text: string, key: string | null): string => (key === null ? text : `${text} (${key})`);
  return (
    <header className={classes['header']}>
      <Group gap="xs" wrap="nowrap" className={classes['place']}>
        <IconBuildingStore size={20} aria-hidden />
        <Text fw={650} truncate>
          {till.branch.name}
        </Text>
        <Text c="dimmed" size="sm" truncate className={classes['terminal'] ?? ''}>
          {till.terminal.name}
        </Text>
        {till.demo && (
          <Badge variant="outline" color="gray" size="sm" className={classes['fixed']}>
            {t('shell.demo')}
          </Badge>
        )}
      </Group>
      <ShiftChip onOpen={onShift} />
      <QueueChip />
      <CopyChip onOpen={onCopies} />
      <SyncBadge />
      <Button
        variant="default"
        px="sm"
        className={classes['person'] ?? ''}
        leftSection={<IconUser size={20} aria-hidden />}
        rightSection={<IconUsers size={18} className={classes['dim'] ?? ''} aria-hidden />}
        title={titleOf(t('shell.signOut'), switchKey)}
        aria-label={`${t('shell.cashier')} ${staff.name} · ${t('shell.signOut')}`}
        aria-keyshortcuts={ariaKeyOf('switchStaff')}
        onClick={switchStaff}
      >
        {staff.name}
      </Button>
      <ActionIcon
        variant="default"
        title={titleOf(t('shell.lock'), lockKey)}
        aria-label={t('shell.lock')}
        aria-keyshortcuts={ariaKeyOf('lock')}
        onClick={lock}
      >
        <IconLock size={20} aria-hidden />
      </ActionIcon>
      <div className={classes['looks']}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
