import { ErrorNotice } from '@jifen/ui';
import { Button, Center, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperView } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { PaperPreview } from './paper-preview.tsx';
import classes from './paper.module.css';
import { usePaper, usePrintPaper } from './queries.ts';

/** What stands on the paper of an event, and the button that prints it. */
export function PaperPanel({ of }: { readonly of: string }): ReactNode {
  const paper = usePaper(of);
  const answer = errorAnswerOf(paper.error);
  if (paper.data !== undefined) return <PaperWork of={of} paper={paper.data} />;
  return <Center mih={120}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void paper.refetch()} />}</Center>;
}

function PaperWork({ of, paper }: { readonly of: string; readonly paper: PaperView }): ReactNode {
  const { t } = useTranslation();
  const label = t('paper.preview');
  const print = usePrintPaper(paper, { of, label });
  const error = errorAnswerOf(print.error);
  return (
    <Stack gap="sm">
      <Button
        variant="default"
        h={48}
        leftSection={<IconPrinter size={20} aria-hidden />}
        loading={print.isPending}
        onClick={() => print.mutate()}
      >
        {paper.isPrinted || paper.isCopy ? t('paper.reprint') : t('paper.print')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
      <output>{print.data?.isQueued === true && <Text size="sm">{t('paper.queued')}</Text>}</output>
      <div className={classes['desk']}>
        <PaperPreview paper={paper.layout} label={label} />
      </div>
    </Stack>
  );
}
