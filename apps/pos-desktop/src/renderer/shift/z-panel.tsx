import { Amount, ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZReport } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { Facts } from '../shell/facts.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { ShiftTotals } from './totals.tsx';

export type ZPanelProps = {
  readonly z: ZReport;
  /** Points that went back to HQ as the shift was closed; null: it was closed some time ago. */
  readonly returnedPoints: number | null;
  readonly onClose: () => void;
};

/** A shift that is closed: nobody changes it any more. */
export function ZPanel({ z, returnedPoints, onClose }: ZPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const reprint = useMutation({ mutationFn: api.reprintPaper });
  const answer = errorAnswerOf(reprint.error);
  return (
    <SidePanel side="right" title={t('shift.zTitle', { no: z.shiftNo })} onClose={onClose}>
      <Stack gap="md">
        {returnedPoints !== null && (
          <Alert color="green" icon={<IconCircleCheck aria-hidden />}>
            {t(returnedPoints > 0 ? 'shift.closedReturned' : 'shift.closed', { n: format.count(returnedPoints) })}
          </Alert>
        )}
        <Difference z={z} />
        <ShiftTotals totals={z.totals} />
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('shift.anchor', { first: z.firstSeq, last: z.lastSeq, hash: z.lastHash.slice(0, 16) })}
        </Text>
        {answer !== null && <ErrorNotice error={answer} />}
        {reprint.isSuccess && <output>{t('shift.printing')}</output>}
        <PanelFoot>
          <Button
            ref={returnedPoints === null ? focusAtOnce : null}
            variant="default"
            leftSection={<IconPrinter size={20} aria-hidden />}
            loading={reprint.isPending}
            onClick={() => reprint.mutate({ of: z.eventId, id: newId() })}
          >
            {t('shift.reprintZ')}
          </Button>
          <Button ref={returnedPoints === null ? null : focusAtOnce} onClick={onClose}>
            {t('shared.close')}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}

function Difference({ z: { totals, countedFen, differenceFen, openedAt, closedAt, closedBy } }: { readonly z: ZReport }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = differenceFen === 0 ? 'even' : differenceFen > 0 ? 'over' : 'short';
  return (
    <Facts
      facts={[
        { label: t('shift.cash.expectedFen'), value: <Amount amountFen={totals.cash.expectedFen} /> },
        { label: t('shift.counted'), value: <Amount amountFen={countedFen} /> },
        { label: t(`shift.difference.${kind}`), value: <Amount amountFen={Math.abs(differenceFen)} fw={700} /> },
        { label: t('shift.time'), value: `${format.dateTime(openedAt)} – ${format.time(closedAt)}` },
        { label: t('shift.closedBy'), value: closedBy?.name ?? '—' },
      ]}
    />
  );
}
