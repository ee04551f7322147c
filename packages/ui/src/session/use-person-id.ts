import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { SessionStore } from './session-store.ts';
import { useSessionState } from './use-session.ts';

/** Who is signed in, `null`: nobody. When that changes, everything that was read for the person before is forgotten. */
export function usePersonId<P extends { readonly id: string }>(store: SessionStore<P>): string | null {
  const client = useQueryClient();
  const state = useSessionState(store);
  const personId = state.kind === 'signed_out' ? null : state.session.person.id;
  const before = useRef(personId);
  useEffect(() => {
    if (before.current !== personId) client.clear();
    before.current = personId;
  }, [personId, client]);
  return personId;
}
