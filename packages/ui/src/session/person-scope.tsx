import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import type { SessionStore } from './session-store.ts';
import { useSessionState } from './use-session.ts';

export type PersonScopeProps<P extends { readonly id: string }> = {
  readonly store: SessionStore<P>;
  readonly signedOut: ReactNode;
  readonly children: ReactNode;
};

/** Everything inside belongs to one person: for another one it is made anew, with nothing of what was read before. */
export function PersonScope<P extends { readonly id: string }>({ store, signedOut, children }: PersonScopeProps<P>): ReactNode {
  const state = useSessionState(store);
  return state.kind === 'signed_out' ? signedOut : <Scope key={state.session.person.id}>{children}</Scope>;
}

function Scope({ children }: { readonly children: ReactNode }): ReactNode {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
