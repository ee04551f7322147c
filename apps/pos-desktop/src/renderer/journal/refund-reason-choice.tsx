import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundReason } from '../api/model.ts';
import { ReasonChoice } from '../shell/reason-choice.tsx';

const REASONS: readonly RefundReason[] = ['customer', 'quality', 'mistake', 'other'];

export type RefundReasonChoiceProps = { readonly reason: RefundReason; readonly onChoose: (reason: RefundReason) => void };

/** Why something is taken back. */
export function RefundReasonChoice({ reason, onChoose }: RefundReasonChoiceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ReasonChoice
      columns={2}
      label={t('reversal.reason')}
      reasons={REASONS}
      reason={reason}
      onChoose={onChoose}
      wordsOf={(value) => t(`reversal.reasons.${value}`)}
    />
  );
}
