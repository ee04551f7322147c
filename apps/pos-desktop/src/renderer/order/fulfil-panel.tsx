import type { TenderMethod } from '@jifen/core';
import { EmptyState, ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyActs } from '../keys/key-acts.tsx';
import { KeyHint } from '../keys/key-hint.tsx';
import type { Order } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useMember } from '../member/queries.ts';
import { MethodChoice } from '../payment/method-choice.tsx';
import { Facts } from '../shell/facts.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';

type FulfilPanelProps = { readonly order: Order; readonly onClose: (isDone: boolean) => void };

/** To whom, what, and what is still to be paid; then the one button that hands it over. */
export function FulfilPanel({ order, onClose }: FulfilPanelProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const [id] = useState(newId);
  const [method, setMethod] = useState<TenderMethod>('cash');
  const fulfil = useAct(api.fulfilOrder);
  const answer = errorAnswerOf(fulfil.error);
  const { rewardName: name, quantity, cashFen } = order;
  const send = (): void => {
    if (fulfil.isPending) return;
    fulfil.mutate({ id, orderId: order.id, tenders: cashFen > 0 ? [{ method, amountFen: cashFen }] : [] });
  };
  const close = (): void => onClose(fulfil.isSuccess);
  return (
    <SidePanel side="right" title={t('order.fulfilTitle')} onClose={close}>
      <KeyActs acts={{ act: fulfil.isSuccess ? close : send }} />
      <Stack gap="md">
        {fulfil.data === undefined ? (
          <>
            <Text fw={650} size="xl">
              {name} × {format.count(quantity)}
            </Text>
            <OrderFacts order={order} />
            {cashFen > 0 && <MethodChoice label={t('order.pay')} method={method} onChoose={setMethod} />}
            <Text>{t('order.fulfilHint')}</Text>
            {answer !== null && <ErrorNotice error={answer} />}
          </>
        ) : (
          <output>
            <EmptyState icon={IconCircleCheck} title={t('order.done', { name, n: format.count(quantity) })} hint={fulfil.data.receiptNo} />
          </output>
        )}
        <PanelFoot>
          <Button h={60} loading={fulfil.isPending} rightSection={<KeyHint action="act" />} onClick={fulfil.isSuccess ? close : send}>
            {fulfil.isSuccess
              ? t('shared.close')
              : t(cashFen > 0 ? 'order.submitFulfilPaid' : 'order.submitFulfil', { amount: format.yuan(cashFen) })}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}

export function OrderFacts({ order }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const member = useMember(order.memberId);
  return (
    <Facts
      facts={[
        { label: t('order.member'), value: member.data?.name ?? '…' },
        { label: t('order.points'), value: t('order.pointsKept', { n: format.count(order.points) }) },
        ...(order.cashFen > 0 ? [{ label: t('order.pay'), value: format.yuan(order.cashFen) }] : []),
        { label: t('order.at'), value: format.dateTime(order.createdAt) },
      ]}
    />
  );
}
