import { createFilledContext, newId } from '@jifen/ui';
import { useCallback, useRef, useState } from 'react';
import { emptyDraft, parseDraft, type Draft } from './draft.ts';

export type UpdateDraft = (change: (draft: Draft) => Draft) => void;

/** What the cashier works on, and how they change it. It outlives the screen that shows it. */
export type DraftDesk = readonly [Draft, UpdateDraft];

export const [DraftProvider, useDraft] = createFilledContext<DraftDesk>('the draft needs DraftProvider around it');

/** The draft of this till in this window, stored on every change before anything else can happen to it. */
export function useKeptDraft(terminalId: string): DraftDesk {
  const key = `jifen.till.draft.${terminalId}`;
  const [draft, setDraft] = useState(() => parseDraft(sessionStorage.getItem(key)) ?? newDraft());
  const latest = useRef(draft);
  const update = useCallback<UpdateDraft>(
    (change) => {
      latest.current = change(latest.current);
      sessionStorage.setItem(key, JSON.stringify(latest.current));
      setDraft(latest.current);
    },
    [key],
  );
  return [draft, update];
}

function newDraft(): Draft {
  return emptyDraft(newDraftIds());
}

export function newDraftIds(): { readonly saleId: string; readonly redemptionId: string } {
  return { saleId: newId(), redemptionId: newId() };
}
