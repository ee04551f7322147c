import { useSyncExternalStore } from 'react';
import type { SessionState, SessionStore } from './session-store.ts';

export function useSessionState<P extends { readonly id: string }>(store: SessionStore<P>): SessionState<P> {
  return useSyncExternalStore(store.subscribe, store.getState);
}
