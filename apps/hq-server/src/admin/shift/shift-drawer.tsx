import { Alert, Stack, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffName } from '../audit/queries.ts';
import { useBranchName } from '../branch/queries.ts';
import { Facts } from '../piece/facts.tsx';
import { RecordDrawer } from '../piece/record-drawer.tsx';
import { Difference } from './difference.tsx';
import { useShift, type ShiftRecord } from './queries.ts';
import { TotalsTable } from './totals-table.tsx';
import { verdictLooks } from './verdict-badge.tsx';

export function ShiftDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const query = useShift(id);
  return (
    <RecordDrawer title={query.data?.shiftNo ?? t('shift.title')} isOpen={id !== ''} onClose={onClose} query={query}>
      {(shift) => <ShiftContent shift={shift} />}
    </RecordDrawer>
  );
}

function ShiftContent({ shift }: { readonly shift: ShiftRecord }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <ShiftFacts shift={shift} />
      {shift.report === null ? (
        <Text c="dimmed">{t('shift.stillOpen')}</Text>
      ) : (
        <>
          <Note shift={shift} />
          <TotalsTable reported={shift.report.totals} held={shift.held} />
        </>
      )}
    </Stack>
  );
}

function ShiftFacts({ shift }: { readonly shift: ShiftRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const staffName = useStaffName();
  const when = (at: number, by: string | null): string =>
    t('shift.by', { at: format.dateTime(at), name: by === null ? '' : staffName(by) }).trim();
  const { report, held, countedFen, differenceFen, expectedFen } = shift;
  return (
    <Facts
      facts={[
        { label: t('shift.branch'), value: branchName(shift.branchId) },
        { label: t('shift.date'), value: shift.businessDate },
        { label: t('shift.opened'), value: when(shift.openedAt, shift.openedBy) },
        { label: t('shift.closed'), value: shift.closedAt === null ? t('shift.isOpen') : when(shift.closedAt, shift.closedBy) },
        ...(expectedFen === null || countedFen === null || differenceFen === null
          ? []
          : [
              { label: t('shift.expected'), value: format.yuan(expectedFen) },
              { label: t('shift.counted'), value: format.yuan(countedFen) },
              { label: t('shift.difference'), value: <Difference differenceFen={differenceFen} /> },
            ]),
        ...(report === null
          ? []
          : [
              { label: t('shift.range'), value: <Range report={report} lives={held?.lives ?? 1} /> },
              { label: t('shift.hash'), value: report.lastHash },
            ]),
      ]}
    />
  );
}

function Range({ report, lives }: { readonly report: NonNullable<ShiftRecord['report']>; readonly lives: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [first, last] = [format.count(report.firstSeq), format.count(report.lastSeq)];
  return lives > 1 ? t('shift.rangeOfLives', { n: lives, first, last }) : t('shift.rangeOf', { first, last });
}

const colors = { confirmed: 'jade', contradicted: 'red', unknown: 'amber' } as const;

/** What to make of the comparison below. */
function Note({ shift }: { readonly shift: ShiftRecord }): ReactNode {
  const { t } = useTranslation();
  const look = shift.verdict ?? 'unknown';
  const isOverLives = (shift.held?.lives ?? 1) > 1;
  const Icon = verdictLooks[look].icon;
  return (
    <Alert color={colors[look]} variant="light" p="sm" icon={<Icon aria-hidden />} title={t(`shift.verdicts.${look}`)}>
      {t(look === 'unknown' && isOverLives ? 'shift.livesNote' : `shift.${look}Note`)}
    </Alert>
  );
}
