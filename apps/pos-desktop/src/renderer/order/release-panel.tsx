import { EmptyState, ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, ReleaseReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { ReasonChoice } from '../shell/reason-choice.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { OrderFacts } from './fulfil-panel.tsx';

const REASONS: readonly ReleaseReason[] = ['cancelled', 'not_collected', 'no_goods'];

/** Gives a ready order up, with the reason why. */
export function ReleasePanel({ order, onClose }: { readonly order: Order; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const [id] = useState(newId);
  const [reason, setReason] = useState<ReleaseReason>(order.isCancelWanted ? 'cancelled' : 'not_collected');
  const release = useAct(api.releaseOrder);
  const answer = errorAnswerOf(release.error);
  return (
    <SidePanel side="right" title={t('order.releaseTitle')} onClose={onClose}>
      <Stack gap="md">
        {release.isSuccess ? (
          <output>
            <EmptyState icon={IconCircleCheck} title={t('order.releaseDone')} hint={t('order.explain.released')} />
          </output>
        ) : (
          <>
            <Text fw={650} size="xl">
              {order.rewardName} × {format.count(order.quantity)}
            </Text>
            <OrderFacts order={order} />
            <Text>{t('order.releaseHint')}</Text>
            <ReasonChoice
              label={t('order.reason')}
              reasons={REASONS}
              reason={reason}
              onChoose={setReason}
              wordsOf={(value) => t(`order.reasons.${value}`)}
            />
            {answer !== null && <ErrorNotice error={answer} />}
          </>
        )}
        <PanelFoot>
          {release.isSuccess ? (
            <Button onClick={onClose}>{t('shared.close')}</Button>
          ) : (
            <Button color="red" loading={release.isPending} onClick={() => release.mutate({ id, orderId: order.id, reason })}>
              {t('order.submitRelease')}
            </Button>
          )}
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
