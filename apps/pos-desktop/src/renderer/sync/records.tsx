import { Amount, EmptyState, ErrorNotice, sentenceOfError, useFormat } from '@jifen/ui';
import { Button, Center, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalItem } from '../api/model.ts';
import { errorAnswerOf, useTill, type Till } from '../api/till-context.tsx';
import { summaryOf } from '../journal/summary-of.ts';
import { Waiting } from '../shell/waiting.tsx';
import { saveFile } from './save-file.ts';
import classes from './sync.module.css';
import { OPEN_STATES, useOpenRecords, type OpenState } from './use-open-records.ts';

/** Every record that HQ has not plainly taken, in plain words. Nothing can be discarded. */
export function Records(): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<OpenState>('pending');
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`} aria-labelledby="open-records">
      <Group justify="space-between">
        <Title order={2} size="h4" id="open-records">
          {t('sync.records')}
        </Title>
        <ExportButton state={state} />
      </Group>
      <SegmentedControl
        fullWidth
        aria-label={t('sync.records')}
        value={state}
        onChange={(value) => setState(OPEN_STATES.find((known) => known === value) ?? 'pending')}
        data={OPEN_STATES.map((value) => ({ value, label: t(`sync.state.${value}`) }))}
      />
      <Text c="dimmed">{t(`sync.stateHint.${state}`)}</Text>
      <RecordList state={state} />
    </section>
  );
}

function RecordList({ state }: { readonly state: OpenState }): ReactNode {
  const { t } = useTranslation();
  const records = useOpenRecords(state);
  const answer = errorAnswerOf(records.error);
  if (records.data === undefined) {
    return (
      <Center mih={120}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void records.refetch()} />}</Center>
    );
  }
  const items = records.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon={IconCircleCheck} title={t(`sync.none.${state}`)} hint={t('sync.noneHint')} />;
  return (
    <>
      <ul className={classes['problems']}>
        {items.map((item) => (
          <Record key={item.id} item={item} />
        ))}
      </ul>
      {records.hasNextPage && (
        <Button variant="default" loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          {t('shared.loadMore')}
        </Button>
      )}
    </>
  );
}

function Record({ item }: { readonly item: JournalItem }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { seq, at, type, code, amountFen } = item;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={650}>{[t(`journal.types.${type}`), summaryOf(item, t)].filter((part) => part !== '').join(' · ')}</Text>
        {amountFen !== null && amountFen !== 0 && <Amount amountFen={amountFen} fw={650} />}
      </Group>
      <Text size="sm" c="dimmed" className="jifen-number">
        {t('sync.recordNo', { seq })} · {format.dateTime(at)}
      </Text>
      {code !== null && <Text>{sentenceOfError({ code }, { t, language: i18n.language })}</Text>}
    </li>
  );
}

function ExportButton({ state }: { readonly state: OpenState }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const save = useMutation({
    mutationFn: async () => saveFile(`jifen-${state}.json`, JSON.stringify(await readAll(api, state), null, 2)),
  });
  return (
    <Button variant="default" leftSection={<IconDownload size={20} aria-hidden />} loading={save.isPending} onClick={() => save.mutate()}>
      {t('sync.export')}
    </Button>
  );
}

async function readAll(api: Till['api'], state: OpenState): Promise<readonly JournalItem[]> {
  const all: JournalItem[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof api.listJournal>> = await api.listJournal({ q: '', cursor, state });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
