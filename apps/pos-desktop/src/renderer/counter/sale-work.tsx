import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { BasketPanel, type BasketPanelProps } from './basket-panel.tsx';
import classes from './counter.module.css';
import { PayPanel } from './pay-panel.tsx';
import { useQuote } from './queries.ts';
import { QuoteBox } from './quote-box.tsx';
import type { Counter } from './use-counter.ts';

export type SaleWorkProps = Omit<BasketPanelProps, 'counter'> & {
  readonly counter: Counter;
  readonly member: MemberDetail | undefined;
  readonly receivedRef: RefObject<HTMLInputElement | null>;
  readonly children: ReactNode;
};

/** Basket in the middle, payment at the right. */
export function SaleWork({ counter, member, receivedRef, children, ...basket }: SaleWorkProps): ReactNode {
  const { t } = useTranslation();
  const { draft, update, totalFen, reading, error, isBusy, pay } = counter;
  const quote = useQuote(draft, reading.tenders);
  const earns = draft.memberId !== null || draft.alias !== null;
  const who = draft.memberId !== null ? 'member' : draft.alias !== null ? 'unclaimed' : 'nobody';
  return (
    <>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} data-place="basket" aria-label={t('counter.basket')}>
        {children}
        <BasketPanel counter={counter} {...basket} />
      </section>
      <section className={`jifen-surface ${classes['panel'] ?? ''}`} data-place="pay" aria-label={t('counter.total')}>
        <PayPanel
          totalFen={totalFen}
          count={{ lines: draft.lines.length, pieces: piecesOf(draft.lines) }}
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

function piecesOf(lines: Counter['draft']['lines']): number {
  return lines.reduce((sum, line) => sum + (line.kind === 'product' ? line.quantity : 1), 0);
}
