import type { ErrorAnswer } from '@jifen/ui';
import { useState } from 'react';
import type { Receipt } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { readPayment, type PaymentReading } from '../payment/read-payment.ts';
import { lineRequestsOf, restAfter, totalFenOf, type Draft, type DraftLine } from './draft.ts';
import { useRecordSale } from './queries.ts';
import { newDraftIds, useDraft, type UpdateDraft } from './use-draft.ts';

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
  /** Takes back the last change of the basket; undefined when there is none. */
  readonly undo: (() => void) | undefined;
};

type Past = { readonly saleId: string; readonly lines: readonly DraftLine[] };

/** basket ─pay─► recording ─ok─► finished ─next─► basket;  recording ─refused─► basket, unchanged, with the reason. */
export function useCounter(): Counter {
  const [draft, change] = useDraft();
  const [past, setPast] = useState<readonly Past[]>([]);
  const [finished, setFinished] = useState<Finished | null>(null);
  const [error, showError] = useState<ErrorAnswer | null>(null);
  const totalFen = totalFenOf(draft);
  const reading = readPayment(draft.payment, totalFen);
  const record = useRecordSale({
    onSold: ({ receipt, wasAlreadySold }, { draft: sold, changeFen }) => {
      setFinished({ receipt, wasAlreadySold, changeFen });
      setPast([]);
      change((now) => restAfter(sold, now, newDraftIds()));
    },
    // Whatever happened to the basket meanwhile: that it was not paid has to be said.
    onRefused: (refusal) => showError(errorAnswerOf(refusal)),
  });
  const undone = past.at(-1);

  function update(next: (draft: Draft) => Draft): void {
    showError(null);
    change((now) => {
      const changed = next(now);
      if (changed.lines !== now.lines) setPast((before) => [...before, { saleId: now.saleId, lines: now.lines }]);
      return changed;
    });
  }
  function undo(): void {
    setPast((before) => before.slice(0, -1));
    // What another basket was like is no business of this one.
    if (undone !== undefined) change((now) => (now.saleId === undone.saleId ? { ...now, lines: undone.lines } : now));
  }
  function pay(): void {
    if (record.isPending || finished !== null) return;
    const problem = draft.lines.length === 0 ? { code: 'basket_empty' } : reading.problem;
    showError(problem);
    if (problem !== null) return;
    const { saleId: id, memberId, alias } = draft;
    const request = { id, memberId, alias, lines: lineRequestsOf(draft), tenders: [...reading.tenders], ...receivedOf(reading) };
    record.mutate({ request, draft, changeFen: reading.changeFen ?? 0 });
  }
  return {
    draft,
    update,
    totalFen,
    reading,
    finished,
    error,
    isBusy: record.isPending,
    showError,
    pay,
    next: () => setFinished(null),
    undo: undone?.saleId === draft.saleId ? undo : undefined,
  };
}

/** What was handed over in cash, where the cashier counted it: the paper says what came back. */
function receivedOf({ tenders, changeFen }: PaymentReading): { readonly cashReceivedFen?: number } {
  if (changeFen === null) return {};
  const cash = tenders.filter(({ method }) => method === 'cash');
  return { cashReceivedFen: cash.reduce((sum, { amountFen }) => sum + amountFen, changeFen) };
}
