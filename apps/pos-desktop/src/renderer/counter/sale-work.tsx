import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { BasketPanel } from './basket-panel.tsx';
import classes from './counter.module.css';
import { PayPanel } from './pay-panel.tsx';
import { useQuote } from './queries.ts';
import { QuoteBox } from './quote-box.tsx';
import type { Counter } from './use-counter.ts';

export type SaleWorkProps = {
  readonly counter: Counter;
  readonly member: MemberDetail | undefined;
  readonly scanRef: RefObject<HTMLInputElement | null>;
  readonly receivedRef: RefObject<HTMLInputElement | null>;
  readonly onMember: (memberId: string) => void;
  readonly onGrant: (text: string) => void;
  readonly children: ReactNode;
};

/** Basket in the middle, payment at the right. */
export function SaleWork({ counter, member, scanRef, receivedRef, onMember, onGrant, children }: SaleWorkProps): ReactNode {
  const { t } = useTranslation();
  const { draft, update, totalFen, reading, error, isBusy, pay, showError } = counter;
  const quote = useQuote(draft, reading.tenders);
  const earns = draft.memberId !== null || draft.alias !== null;
  const who = draft.memberId !== null ? 'member' : draft.alias !== null ? 'unclaimed' : 'nobody';
  return (
    <>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} aria-label={t('counter.basket')}>
        {children}
        <BasketPanel {...{ draft, update, onMember, onGrant }} fieldRef={scanRef} onPay={pay} onError={showError} />
      </section>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} aria-label={t('counter.total')}>
        <PayPanel
          totalFen={totalFen}
          payment={draft.payment}
          reading={reading}
          onPayment={(payment) => update((now) => ({ ...now, payment }))}
          receivedRef={receivedRef}
          error={error}
          act={{ label: earns ? t('counter.pay') : t('counter.payPlain'), isBusy, isDisabled: draft.lines.length === 0, onAct: pay }}
        >
          <QuoteBox who={who} tierName={member?.tier?.name ?? null} quote={quote.data} hasLines={draft.lines.length > 0} />
        </PayPanel>
      </section>
    </>
  );
}
