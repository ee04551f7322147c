import { EmptyState, ErrorNotice } from '@jifen/ui';
import { Center, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalItem } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { PaperPanel } from '../paper/paper-panel.tsx';
import { SidePanel } from '../shell/side-panel.tsx';
import { useRedemption, useSale } from './queries.ts';
import { RedemptionReversal } from './redemption-reversal.tsx';
import { SaleReversal } from './sale-reversal.tsx';
import { Waiting } from '../shell/waiting.tsx';

export type ReversalDrawerProps = { readonly item: Pick<JournalItem, 'id' | 'type'>; readonly onClose: () => void };

/** One document: what is left of it, and the two ways to take it back. */
export function ReversalDrawer({ item, onClose }: ReversalDrawerProps): ReactNode {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const body =
    item.type === 'sale_recorded' ? (
      <Sale id={item.id} onDone={() => setDone(true)} />
    ) : (
      <Redemption id={item.id} onDone={() => setDone(true)} />
    );
  return (
    <SidePanel side="right" title={t('reversal.title')} onClose={onClose}>
      {isDone ? (
        <output>
          <EmptyState icon={IconCircleCheck} title={t('reversal.done')} />
        </output>
      ) : (
        <Stack gap="xl">
          {body}
          <PaperPanel of={item.id} />
        </Stack>
      )}
    </SidePanel>
  );
}

type DocumentProps = { readonly id: string; readonly onDone: () => void };

function Sale({ id, onDone }: DocumentProps): ReactNode {
  const sale = useSale(id);
  if (sale.data === undefined) return <Reading error={sale.error} onRetry={() => void sale.refetch()} />;
  return <SaleReversal sale={sale.data} onDone={onDone} />;
}

function Redemption({ id, onDone }: DocumentProps): ReactNode {
  const redemption = useRedemption(id);
  if (redemption.data === undefined) return <Reading error={redemption.error} onRetry={() => void redemption.refetch()} />;
  return <RedemptionReversal redemption={redemption.data} onDone={onDone} />;
}

function Reading({ error, onRetry }: { readonly error: Error | null; readonly onRetry: () => void }): ReactNode {
  const answer = errorAnswerOf(error);
  if (answer !== null) return <ErrorNotice error={answer} onRetry={onRetry} />;
  return (
    <Center mih={200}>
      <Waiting />
    </Center>
  );
}
