import { ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Button, Center, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useXReport } from './queries.ts';
import { ShiftTotals } from './totals.tsx';

/** The shift so far. Looking changes nothing. */
export function XPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const report = useXReport();
  const print = useMutation({ mutationFn: api.printX });
  const answer = errorAnswerOf(report.error ?? print.error);
  return (
    <SidePanel side="right" title={t('shift.xTitle')} onClose={onClose}>
      <Stack gap="md">
        {report.data === undefined ? (
          <Center mih={200}>{answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void report.refetch()} />}</Center>
        ) : (
          <>
            <Text c="dimmed">{t('shift.asOf', { at: format.dateTime(report.data.at) })}</Text>
            {report.data.isBlind && <Text>{t('shift.blind')}</Text>}
            <ShiftTotals totals={report.data.totals} />
            {answer !== null && <ErrorNotice error={answer} />}
            {print.isSuccess && <output>{t('shift.printing')}</output>}
            <PanelFoot>
              <Button
                ref={focusAtOnce}
                variant="default"
                leftSection={<IconPrinter size={20} aria-hidden />}
                loading={print.isPending}
                onClick={() => print.mutate({ id: newId() })}
              >
                {t('shift.printX')}
              </Button>
            </PanelFoot>
          </>
        )}
      </Stack>
    </SidePanel>
  );
}
