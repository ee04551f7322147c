import { Amount, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Alert, Button, Center, Group, Text, Title, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCashBanknote,
  IconClockPlay,
  IconFileText,
  IconLockOpen,
  IconReport,
  IconTransferIn,
} from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftState, ZReport } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useRowKeys } from '../keys/use-row-keys.ts';
import pageClasses from '../shell/page.module.css';
import { Waiting } from '../shell/waiting.tsx';
import { CashPanel } from './cash-panel.tsx';
import { CloseShiftPanel } from './close-panel.tsx';
import { DrawerPanel } from './drawer-panel.tsx';
import { OpenShiftPanel } from './open-panel.tsx';
import { useShift, useZReports } from './queries.ts';
import classes from './shift.module.css';
import { XPanel } from './x-panel.tsx';
import { ZPanel } from './z-panel.tsx';

type Opened =
  | { readonly kind: 'open' | 'cash' | 'drawer' | 'x' | 'close' }
  | { readonly kind: 'z'; readonly z: ZReport; readonly returnedPoints: number | null };

/** The shift: the change it began with, money that moved, what it came to, and the count at its end. */
export function ShiftScreen(): ReactNode {
  const { t } = useTranslation();
  const shift = useShift();
  const [opened, setOpened] = useState<Opened | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const close = (): void => setOpened(null);
  const isOpen = shift.data?.shift !== null;
  useKeys(
    { act: () => setOpened({ kind: isOpen ? 'close' : 'open' }), otherAct: () => setOpened({ kind: 'x' }) },
    shift.data !== undefined,
  );
  useRowKeys(page);
  const answer = errorAnswerOf(shift.error);
  if (shift.data === undefined) {
    return (
      <Center h="100%" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void shift.refetch()} />}
      </Center>
    );
  }
  return (
    <div ref={page} className={pageClasses['page']}>
      <Title order={1} size="h2">
        {t('shift.title')}
      </Title>
      <Present state={shift.data} onOpen={setOpened} />
      <Past onOpen={(z) => setOpened({ kind: 'z', z, returnedPoints: null })} />
      {opened?.kind === 'open' && <OpenShiftPanel onClose={close} />}
      {opened?.kind === 'cash' && <CashPanel onClose={close} />}
      {opened?.kind === 'drawer' && <DrawerPanel onClose={close} />}
      {opened?.kind === 'x' && <XPanel onClose={close} />}
      {opened?.kind === 'close' && (
        <CloseShiftPanel onClose={close} onClosed={({ z, returnedPoints }) => setOpened({ kind: 'z', z, returnedPoints })} />
      )}
      {opened?.kind === 'z' && <ZPanel z={opened.z} returnedPoints={opened.returnedPoints} onClose={close} />}
    </div>
  );
}

function Present({ state: { shift }, onOpen }: { readonly state: ShiftState; readonly onOpen: (opened: Opened) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (shift === null) {
    return (
      <section className={`jifen-surface ${pageClasses['card'] ?? ''}`}>
        <EmptyState icon={IconClockPlay} title={t('shift.none')} hint={t('shift.noneHint')} />
        <Group justify="center">
          <Button size="lg" rightSection={<KeyHint action="act" />} onClick={() => onOpen({ kind: 'open' })}>
            {t('shift.open')}
          </Button>
        </Group>
      </section>
    );
  }
  return (
    <section className={`jifen-surface ${pageClasses['card'] ?? ''}`}>
      <div>
        <Title order={2} size="h3" className="jifen-number">
          {t('shift.present', { no: shift.shiftNo })}
        </Title>
        <Text c="dimmed">
          {t(shift.openedBy === null ? 'shift.since' : 'shift.sinceBy', {
            at: format.dateTime(shift.openedAt),
            name: shift.openedBy?.name ?? '',
          })}
        </Text>
      </div>
      {shift.isOverdue && (
        <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
          {t('shift.overdue')}
        </Alert>
      )}
      <div className={classes['acts']}>
        <Button variant="default" leftSection={<IconTransferIn size={20} aria-hidden />} onClick={() => onOpen({ kind: 'cash' })}>
          {t('shift.moveCash')}
        </Button>
        <Button variant="default" leftSection={<IconLockOpen size={20} aria-hidden />} onClick={() => onOpen({ kind: 'drawer' })}>
          {t('shift.openDrawer')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconReport size={20} aria-hidden />}
          rightSection={<KeyHint action="otherAct" />}
          onClick={() => onOpen({ kind: 'x' })}
        >
          {t('shift.xTitle')}
        </Button>
        <Button
          leftSection={<IconCashBanknote size={20} aria-hidden />}
          rightSection={<KeyHint action="act" />}
          onClick={() => onOpen({ kind: 'close' })}
        >
          {t('shift.closeTitle')}
        </Button>
      </div>
    </section>
  );
}

function Past({ onOpen }: { readonly onOpen: (z: ZReport) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const reports = useZReports();
  const answer = errorAnswerOf(reports.error);
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={`jifen-surface ${pageClasses['card'] ?? ''}`} aria-labelledby="past-shifts">
      <Title order={2} size="h4" id="past-shifts">
        {t('shift.past')}
      </Title>
      {answer !== null && <ErrorNotice error={answer} onRetry={() => void reports.refetch()} />}
      {reports.isPending && <Waiting />}
      {reports.isSuccess && items.length === 0 && <EmptyState icon={IconFileText} title={t('shift.noPast')} hint={t('shift.noPastHint')} />}
      <ul className={pageClasses['rows']}>
        {items.map((z) => (
          <li key={z.shiftId}>
            <UnstyledButton className={classes['row'] ?? ''} onClick={() => onOpen(z)}>
              <span className="jifen-number">{z.shiftNo}</span>
              <span className="jifen-number">{format.dateTime(z.closedAt)}</span>
              <span>{z.closedBy?.name ?? '—'}</span>
              <Amount amountFen={z.countedFen} />
              <span>
                {z.differenceFen === 0
                  ? t('shift.difference.even')
                  : `${t(`shift.difference.${z.differenceFen > 0 ? 'over' : 'short'}`)} ${format.yuan(Math.abs(z.differenceFen))}`}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {reports.hasNextPage && (
        <Button variant="default" loading={reports.isFetchingNextPage} onClick={() => void reports.fetchNextPage()}>
          {t('shared.loadMore')}
        </Button>
      )}
    </section>
  );
}
