import { MAX_REDEMPTION_QUANTITY } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { useKeys } from '../keys/use-keys.ts';
import { RedeemPanel } from '../redemption/redeem-panel.tsx';
import { RewardGrid } from '../redemption/reward-grid.tsx';
import classes from './counter.module.css';
import type { Draft } from './draft.ts';
import type { RedemptionAct } from './use-redemption.ts';

export type RedeemWorkProps = {
  readonly draft: Draft;
  readonly member: MemberDetail | undefined;
  readonly redemption: RedemptionAct;
  readonly onNext: () => void;
  readonly children: ReactNode;
};

/** Rewards in the middle, the exchange at the right. */
export function RedeemWork({ draft, member, redemption, onNext, children }: RedeemWorkProps): ReactNode {
  const { t } = useTranslation();
  const { reward, choose, setQuantity, method, setMethod, done, error, isBusy, redeem } = redemption;
  const { rewardQuantity } = draft;
  useKeys(
    {
      more: () => setQuantity(Math.min(MAX_REDEMPTION_QUANTITY, rewardQuantity + 1)),
      less: () => setQuantity(Math.max(1, rewardQuantity - 1)),
    },
    reward !== undefined,
  );
  return (
    <>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} data-place="basket" aria-label={t('redemption.rewards')}>
        {children}
        <RewardGrid chosenId={draft.rewardId} usable={member?.usableHere ?? null} onChoose={choose} onConfirm={redeem} />
      </section>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} data-place="pay" aria-label={t('redemption.submit')}>
        <RedeemPanel
          member={member}
          reward={reward}
          quantity={draft.rewardQuantity}
          onQuantity={setQuantity}
          method={method}
          onMethod={setMethod}
          done={done}
          error={error}
          isBusy={isBusy}
          onRedeem={redeem}
          next={{ label: draft.lines.length === 0 ? t('redemption.next') : t('redemption.backToSale'), onNext }}
        />
      </section>
    </>
  );
}
