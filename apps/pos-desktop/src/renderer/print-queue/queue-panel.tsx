import { EmptyState, ErrorNotice, sentenceOfError, StateBadge, useFormat } from '@jifen/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconClockHour4, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJob } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import pageClasses from '../shell/page.module.css';
import { SidePanel } from '../shell/side-panel.tsx';
import { usePrintJobs } from './queries.ts';
import classes from './queue.module.css';

/** Paper that is not there yet, why, and what to do. Giving up a paper gives up nothing else. */
export function QueuePanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const jobs = usePrintJobs();
  const retry = useAct(api.retryPrintJob, ['print-jobs']);
  const drop = useAct(api.dropPrintJob, ['print-jobs']);
  const answer = errorAnswerOf(jobs.error ?? retry.error ?? drop.error);
  const items = jobs.data?.items ?? [];
  return (
    <SidePanel side="right" title={t('printQueue.title')} onClose={onClose}>
      <Stack gap="md">
        <Text c="dimmed">{t('printQueue.hint')}</Text>
        {answer !== null && <ErrorNotice error={answer} onRetry={() => void jobs.refetch()} />}
        {jobs.isSuccess && items.length === 0 && <EmptyState icon={IconPrinter} title={t('printQueue.empty')} />}
        <ul className={`${pageClasses['rows'] ?? ''} ${classes['jobs'] ?? ''}`} aria-label={t('printQueue.title')}>
          {items.map((job) => (
            <li key={job.id}>
              <Job job={job} />
              <Group gap="xs">
                {job.kind !== 'drawer' && (
                  <Button variant="default" disabled={job.state === 'printing'} onClick={() => retry.mutate(job.id)}>
                    {t('printQueue.retry')}
                  </Button>
                )}
                <Button variant="subtle" color="gray" disabled={job.state === 'printing'} onClick={() => drop.mutate(job.id)}>
                  {t('printQueue.drop')}
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      </Stack>
    </SidePanel>
  );
}

function Job({ job: { kind, state, code, at } }: { readonly job: PrintJob }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const look =
    state === 'failed' ? ({ tone: 'bad', icon: IconAlertTriangle } as const) : ({ tone: 'waiting', icon: IconClockHour4 } as const);
  return (
    <div>
      <Group gap="sm">
        <Text fw={650}>{t(`printQueue.kind.${kind}`)}</Text>
        <StateBadge {...look}>{t(`printQueue.state.${state}`)}</StateBadge>
      </Group>
      <Text size="sm" c="dimmed" className="jifen-number">
        {format.dateTime(at)}
      </Text>
      {code !== null && <Text>{sentenceOfError({ code }, { t, language: i18n.language })}</Text>}
    </div>
  );
}
