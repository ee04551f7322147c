import { newId } from '@jifen/ui';
import { useCallback, useEffect, useState } from 'react';
import { emptyDraft, parseDraft, type Draft } from './draft.ts';

export type UpdateDraft = (change: (draft: Draft) => Draft) => void;

/** The draft of this till in this window, stored on every change before anything else can happen to it. */
export function useDraft(terminalId: string): readonly [Draft, UpdateDraft] {
  const key = `jifen.till.draft.${terminalId}`;
  const [draft, setDraft] = useState(() => parseDraft(sessionStorage.getItem(key)) ?? newDraft());
  useEffect(() => {
    sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  const update = useCallback<UpdateDraft>((change) => setDraft(change), []);
  return [draft, update];
}

export function newDraft(): Draft {
  return emptyDraft({ saleId: newId(), redemptionId: newId() });
}
