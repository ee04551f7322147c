import type { ErrorAnswer } from '@jifen/ui';
import { useState } from 'react';
import type { EnrolledTill, Receipt } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { readPayment, type PaymentReading } from '../payment/read-payment.ts';
import { lineRequestsOf, totalFenOf, type Draft } from './draft.ts';
import { useRecordSale } from './queries.ts';
import { newDraft, useDraft, type UpdateDraft } from './use-draft.ts';

/** A sale that is on disk, as the cashier finishes it. */
export type Finished = { readonly receipt: Receipt; readonly changeFen: number; readonly wasAlreadySold: boolean };

export type Counter = {
  readonly draft: Draft;
  readonly update: UpdateDraft;
  readonly totalFen: number;
  readonly reading: PaymentReading;
  readonly finished: Finished | null;
  readonly error: ErrorAnswer | null;
  readonly isBusy: boolean;
  readonly showError: (answer: ErrorAnswer | null) => void;
  readonly pay: () => void;
  /** Takes the receipt away and begins the next customer. */
  readonly next: () => void;
};

/** basket ─pay─► recording ─ok─► finished ─next─► basket;  recording ─refused─► basket, unchanged, with the reason. */
export function useCounter(till: EnrolledTill): Counter {
  const [draft, update] = useDraft(till.terminal.id);
  const [finished, setFinished] = useState<Finished | null>(null);
  const [localError, setLocalError] = useState<ErrorAnswer | null>(null);
  const totalFen = totalFenOf(draft);
  const reading = readPayment(draft.payment, totalFen);
  const record = useRecordSale(({ receipt, wasAlreadySold }) => {
    setFinished({ receipt, wasAlreadySold, changeFen: reading.changeFen ?? 0 });
    update(newDraft);
  });

  function showError(answer: ErrorAnswer | null): void {
    record.reset();
    setLocalError(answer);
  }
  function pay(): void {
    if (record.isPending || finished !== null) return;
    const problem = draft.lines.length === 0 ? { code: 'basket_empty' } : reading.problem;
    setLocalError(problem);
    if (problem !== null) return;
    const { saleId: id, memberId, alias } = draft;
    record.mutate({ id, memberId, alias, lines: lineRequestsOf(draft), tenders: [...reading.tenders] });
  }
  return {
    draft,
    update: (change) => {
      showError(null);
      update(change);
    },
    totalFen,
    reading,
    finished,
    error: localError ?? errorAnswerOf(record.error),
    isBusy: record.isPending,
    showError,
    pay,
    next: () => setFinished(null),
  };
}
