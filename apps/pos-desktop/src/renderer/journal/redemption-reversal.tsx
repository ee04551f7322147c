import type { TenderMethod } from '@jifen/core';
import { ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RedemptionReceipt, RefundReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useApproved } from '../approval/approval-provider.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { MethodChoice } from '../payment/method-choice.tsx';
import { Stepper } from '../shell/stepper.tsx';
import { OwnerLine } from './owner-line.tsx';
import { RefundReasonChoice } from './refund-reason-choice.tsx';
import { ReversalFoot } from './reversal-foot.tsx';

export type RedemptionReversalProps = { readonly redemption: RedemptionReceipt; readonly onDone: () => void };

/** Takes some or all pieces of a redemption back: the points return to the member, the pieces to the shelf. */
export function RedemptionReversal({ redemption, onDone }: RedemptionReversalProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const rest = redemption.quantity - redemption.refundedQuantity;
  const [ids] = useState(() => ({ refund: newId(), void: newId() }));
  const [quantity, setQuantity] = useState(rest);
  const [method, setMethod] = useState<TenderMethod>('cash');
  const [reason, setReason] = useState<RefundReason>('customer');
  const refund = useAct(useApproved(api.refundRedemption));
  const undo = useAct(useApproved(api.voidRedemption));
  const answer = errorAnswerOf(refund.error) ?? errorAnswerOf(undo.error);
  const { redemptionId } = redemption;
  const backFen = Math.floor((redemption.cashFen * quantity) / redemption.quantity);
  const mayVoid = redemption.refundedQuantity === 0;
  const isBusy = refund.isPending || undo.isPending;
  function sendRefund(): void {
    const tenders = backFen > 0 ? [{ method, amountFen: backFen }] : [];
    if (rest > 0 && !isBusy) refund.mutate({ id: ids.refund, redemptionId, quantity, tenders, reason }, { onSuccess: onDone });
  }
  function sendVoid(): void {
    if (mayVoid && !isBusy) undo.mutate({ id: ids.void, redemptionId, reason }, { onSuccess: onDone });
  }
  useKeys({
    act: sendRefund,
    otherAct: mayVoid ? sendVoid : undefined,
    more: () => setQuantity(Math.min(rest, quantity + 1)),
    less: () => setQuantity(Math.max(1, quantity - 1)),
  });

  return (
    <Stack gap="md">
      <div>
        <Text fw={650} size="lg">
          {redemption.rewardName} × {redemption.quantity}
        </Text>
        <Text size="sm" c="dimmed" className="jifen-number">
          {redemption.receiptNo} · {format.dateTime(redemption.at)}
        </Text>
        <OwnerLine memberId={redemption.member.id} points={t('redemption.price', { n: format.count(redemption.points) })} />
      </div>
      <Group justify="space-between">
        <Text>{t('reversal.quantity')}</Text>
        <Stepper of={redemption.rewardName} value={quantity} max={rest} onChange={setQuantity} />
      </Group>
      {backFen > 0 && <MethodChoice label={t('reversal.method')} method={method} onChoose={setMethod} />}
      <RefundReasonChoice reason={reason} onChoose={setReason} />
      {answer !== null && <ErrorNotice error={answer} />}
      <Text size="sm" c="dimmed">
        {t('reversal.voidHint')}
      </Text>
      <ReversalFoot
        undo={undo}
        onVoid={mayVoid ? sendVoid : undefined}
        refund={refund}
        refundLabel={t('reversal.submitRedemptionRefund')}
        onRefund={rest === 0 ? undefined : sendRefund}
      />
    </Stack>
  );
}
