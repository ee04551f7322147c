import { ErrorNotice, sentenceOfError, StateBadge, useFormat } from '@jifen/ui';
import { Alert, Button, Center, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff, SyncStatus } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { CopyCard } from '../copies/copy-card.tsx';
import { ReEnrolNotice } from '../enrol/re-enrol-notice.tsx';
import { ageOf } from '../shell/age.ts';
import { Facts } from '../shell/facts.tsx';
import { syncLooks } from '../shell/sync-look.ts';
import { useNow } from '../shell/use-now.ts';
import { useSync } from '../shell/use-sync.ts';
import { type LifeAct, LifeActPanel } from './life-act-panel.tsx';
import { Records } from './records.tsx';
import classes from './sync.module.css';
import { Waiting } from '../shell/waiting.tsx';

export function SyncScreen({ till, staff }: { readonly till: EnrolledTill; readonly staff: Staff }): ReactNode {
  const { t } = useTranslation();
  const sync = useSync();
  const answer = errorAnswerOf(sync.error);
  if (sync.data === undefined) {
    return (
      <Center h="100%" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void sync.refetch()} />}
      </Center>
    );
  }
  return (
    <div className={classes['page']}>
      <Title order={1} size="h2">
        {t('sync.title')}
      </Title>
      <ReEnrolNotice till={till} mayEnrol={staff.role !== 'cashier'} />
      <State status={sync.data} mayDecide={staff.role !== 'cashier'} />
      {till.demo && <DemoLine isCut={sync.data.lineCut} />}
      <CopyCard />
      <Records />
    </div>
  );
}

function State({ status, mayDecide }: { readonly status: SyncStatus; readonly mayDecide: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const exchange = useAct(api.exchangeNow);
  const answer = errorAnswerOf(exchange.error);
  const now = useNow();
  const { tone, icon } = syncLooks[status.state];
  const notes = lifeNotesOf(status);
  const ageIn = (at: number): string => {
    const { unit, n } = ageOf(at, now);
    return t(`shell.age.${unit}`, { n });
  };
  const facts = [
    { label: t('sync.pending'), value: t('sync.pendingValue', { n: format.count(status.pending) }) },
    { label: t('sync.oldest'), value: status.oldestPendingAt === null ? t('shared.none') : ageIn(status.oldestPendingAt) },
    { label: t('sync.lastExchange'), value: status.lastExchangeAt === null ? t('sync.never') : ageIn(status.lastExchangeAt) },
    { label: t('sync.progress'), value: `${format.count(status.ackedSeq)} / ${format.count(status.headSeq)}` },
  ];
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <StateBadge tone={tone} icon={icon}>
            {t(`shell.syncState.${status.state}`)}
          </StateBadge>
          <Text mt="xs" maw={560}>
            {t(`sync.${notes.length > 0 ? 'link' : 'explain'}.${status.state}`)}
          </Text>
          {status.code !== null && (
            <Text mt={4} maw={560} fw={700}>
              {sentenceOfError({ code: status.code }, { t, language: i18n.language })}
            </Text>
          )}
        </div>
        <Button
          className={classes['act']}
          leftSection={<IconRefresh size={20} aria-hidden />}
          loading={exchange.isPending}
          onClick={() => exchange.mutate(undefined)}
        >
          {t('sync.now')}
        </Button>
      </Group>
      {status.clockBehindMs !== 0 && <ClockNote behindMs={status.clockBehindMs} />}
      {notes.length > 0 && <LifeNotes notes={notes} mayDecide={mayDecide} />}
      <Facts look="row" facts={facts} />
      {answer !== null && <ErrorNotice error={answer} onClose={exchange.reset} />}
    </section>
  );
}

/** A wrong clock stops nothing, but stands on every paper. */
function ClockNote({ behindMs }: { readonly behindMs: number }): ReactNode {
  const { t } = useTranslation();
  const { unit, n } = ageOf(0, Math.abs(behindMs));
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />}>
      <Text>{t(behindMs > 0 ? 'sync.clock.behind' : 'sync.clock.ahead', { span: t(`shell.briefAge.${unit}`, { n }) })}</Text>
    </Alert>
  );
}

type LifeNote = { readonly key: string; readonly n: number; readonly isGrave: boolean; readonly act?: LifeAct | undefined };

/** What can be done about a life, by a manager. */
const ACTS: Readonly<Partial<Record<SyncStatus['life'], LifeAct>>> = { draining: 'close', replaced: 'begin', given_up: 'begin' };
const GRAVE: ReadonlySet<SyncStatus['life']> = new Set(['closed', 'given_up', 'replaced']);

/** What a person should know of the life that this till's database leads. */
function lifeNotesOf({ life, pending, recoveryPending, previousLives, frozenPoints, leaseOver }: SyncStatus): readonly LifeNote[] {
  const n = life === 'given_up' ? pending : recoveryPending;
  return [
    ...(life === 'normal' ? [] : [{ key: `life.${life}`, n, isGrave: GRAVE.has(life), act: ACTS[life] }]),
    ...(previousLives > 0 && frozenPoints > 0 ? [{ key: 'frozen', n: frozenPoints, isGrave: false }] : []),
    ...(leaseOver ? [{ key: 'leaseOver', n: 0, isGrave: true }] : []),
  ];
}

function LifeNotes({ notes, mayDecide }: { readonly notes: readonly LifeNote[]; readonly mayDecide: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<LifeAct | null>(null);
  const shown = notes.map(({ key, n, isGrave, act }) => (
    <Alert key={key} color={isGrave ? 'red' : 'amber'} icon={isGrave ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Text flex="1 1 260px">{t(`sync.${key}`, { n: format.count(n) })}</Text>
        {mayDecide && act !== undefined && <Button onClick={() => setOpen(act)}>{t(`sync.act.${act}.open`)}</Button>}
      </Group>
    </Alert>
  ));
  return (
    <>
      {shown}
      {open !== null && <LifeActPanel act={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function DemoLine({ isCut }: { readonly isCut: boolean }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const line = useAct(api.setLine);
  const answer = errorAnswerOf(line.error);
  const Icon = isCut ? IconPlugConnected : IconPlugConnectedX;
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Title order={2} size="h4">
            {t('sync.demoTitle')}
          </Title>
          <Text c="dimmed" maw={560}>
            {t('sync.demoHint')}
          </Text>
        </div>
        <Button
          className={classes['act']}
          variant={isCut ? 'filled' : 'default'}
          leftSection={<Icon size={20} aria-hidden />}
          loading={line.isPending}
          onClick={() => line.mutate(!isCut)}
        >
          {isCut ? t('sync.heal') : t('sync.cut')}
        </Button>
      </Group>
      {answer !== null && <ErrorNotice error={answer} onClose={line.reset} />}
    </section>
  );
}
