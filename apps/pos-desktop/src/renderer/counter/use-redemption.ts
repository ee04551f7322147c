import type { TenderMethod } from '@jifen/core';
import { newId, type ErrorAnswer } from '@jifen/ui';
import { useState } from 'react';
import type { MemberDetail, RedemptionReceipt, Reward } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { useRedeem, useRewards } from '../redemption/queries.ts';
import type { Draft } from './draft.ts';
import type { UpdateDraft } from './use-draft.ts';

export type RedemptionAct = {
  readonly reward: Reward | undefined;
  readonly choose: (rewardId: string) => void;
  readonly setQuantity: (quantity: number) => void;
  readonly method: TenderMethod;
  readonly setMethod: (method: TenderMethod) => void;
  /** The last one that went through, until the next begins. */
  readonly done: RedemptionReceipt | null;
  readonly error: ErrorAnswer | null;
  readonly isBusy: boolean;
  readonly redeem: () => void;
};

/** The exchange that the draft describes. Its command id changes only once it went through. */
export function useRedemption(draft: Draft, update: UpdateDraft, member: MemberDetail | undefined): RedemptionAct {
  const rewards = useRewards();
  const [method, setMethod] = useState<TenderMethod>('cash');
  const reward = rewards.data?.items.find(({ id }) => id === draft.rewardId);
  const redeem = useRedeem(() => {
    update((now) => ({ ...now, redemptionId: newId(), rewardId: null, rewardQuantity: 1 }));
  });
  const change: UpdateDraft = (next) => {
    // What becomes of one that is on its way is still to be said.
    if (!redeem.isPending) redeem.reset();
    update(next);
  };
  return {
    reward,
    choose: (rewardId) => change((now) => ({ ...now, rewardId, rewardQuantity: 1 })),
    setQuantity: (rewardQuantity) => change((now) => ({ ...now, rewardQuantity })),
    method,
    setMethod,
    done: reward === undefined && redeem.data?.member.id === member?.id ? (redeem.data ?? null) : null,
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
