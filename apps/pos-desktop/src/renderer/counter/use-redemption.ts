import type { TenderMethod } from '@jifen/core';
import { newId, useFormat, type ErrorAnswer } from '@jifen/ui';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail, Reward } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { useRedeem, useRewards } from '../redemption/queries.ts';
import type { Draft } from './draft.ts';
import type { UpdateDraft } from './use-draft.ts';

export type RedemptionAct = {
  readonly reward: Reward | undefined;
  readonly method: TenderMethod;
  readonly setMethod: (method: TenderMethod) => void;
  readonly error: ErrorAnswer | null;
  readonly isBusy: boolean;
  readonly redeem: () => void;
};

/** The exchange that the draft describes. Its command id changes only once it went through. */
export function useRedemption(draft: Draft, update: UpdateDraft, member: MemberDetail | undefined): RedemptionAct {
  const { t } = useTranslation();
  const format = useFormat();
  const rewards = useRewards();
  const [method, setMethod] = useState<TenderMethod>('cash');
  const reward = rewards.data?.items.find(({ id }) => id === draft.rewardId);
  const redeem = useRedeem(() => {
    notifications.show({
      color: 'jade',
      message: t('redemption.done', { name: reward?.name ?? '', n: format.count(draft.rewardQuantity) }),
    });
    update((now) => ({ ...now, redemptionId: newId(), rewardId: null, rewardQuantity: 1 }));
  });
  return {
    reward,
    method,
    setMethod,
    error: errorAnswerOf(redeem.error),
    isBusy: redeem.isPending,
    redeem: () => {
      if (redeem.isPending || reward === undefined || member === undefined) return;
      const amountFen = reward.cashFen * draft.rewardQuantity;
      const tenders = amountFen > 0 ? [{ method, amountFen }] : [];
      redeem.mutate({ id: draft.redemptionId, memberId: member.id, rewardId: reward.id, quantity: draft.rewardQuantity, tenders });
    },
  };
}
