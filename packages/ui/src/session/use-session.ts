import { useSyncExternalStore } from 'react';
import type { Session, SessionState, SessionStore } from './session-store.ts';

export function useSessionState<P extends { readonly id: string }>(store: SessionStore<P>): SessionState<P> {
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** Who is signed in. Only below a page that is not drawn without a session. */
export function useSignedIn<P extends { readonly id: string }>(store: SessionStore<P>): Session<P> {
  const state = useSessionState(store);
  if (state.kind === 'signed_out') throw new Error('this screen needs a session');
  return state.session;
}
