import { ErrorNotice, sentenceOfError, useFormat } from '@jifen/ui';
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopyState } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { Facts } from '../shell/facts.tsx';
import { useCopies } from './queries.ts';
import classes from './copies.module.css';

/** When the till's data was copied last, where to, and what went wrong; and a copy now. */
export function CopyCard(): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const { data } = useCopies();
  const make = useAct(api.makeCopy);
  // What the try was refused with stands in the state of the copies, too.
  const answer = data?.lastFailure === null ? errorAnswerOf(make.error) : null;
  if (data === undefined || data.folder === null) return null;
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h4">
            {t('copies.title')}
          </Title>
          <Text c="dimmed" maw={560}>
            {t('copies.hint')}
          </Text>
        </div>
        <Button
          variant="default"
          className={classes['act'] ?? ''}
          leftSection={<IconDatabaseExport size={20} aria-hidden />}
          loading={make.isPending || data.isRunning}
          onClick={() => make.mutate(undefined)}
        >
          {t('copies.now')}
        </Button>
      </Group>
      {data.lastFailure !== null && <Failure failure={data.lastFailure} />}
      <CopyFacts state={data} folder={data.folder} />
      {answer !== null && <ErrorNotice error={answer} onClose={make.reset} />}
    </section>
  );
}

function CopyFacts({ state, folder }: { readonly state: CopyState; readonly folder: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastSuccess } = state;
  const last = lastSuccess === null ? t('copies.never') : format.dateTime(lastSuccess.at);
  return (
    <Facts
      look="dense"
      facts={[
        { label: t('copies.last'), value: last },
        { label: t('copies.folder'), value: <span className={classes['path']}>{folder}</span> },
      ]}
    />
  );
}

function Failure({ failure: { at, code } }: { readonly failure: NonNullable<CopyState['lastFailure']> }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
      <Text fw={700}>{t('copies.failed', { at: format.dateTime(at) })}</Text>
      <Text>{sentenceOfError({ code }, { t, language: i18n.language })}</Text>
    </Alert>
  );
}
