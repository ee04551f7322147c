import type { Session } from '@jifen/ui';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse } from 'hono/client';
import { useLocation } from 'wouter';
import { useHq } from '../hq.ts';
import { useSessionStore, type MemberPerson } from '../session.ts';

export type Credentials = { readonly identifier: string; readonly password: string };

export function useSignIn(): UseMutationResult<Session<MemberPerson>, Error, Credentials> {
  const hq = useHq();
  const store = useSessionStore();
  return useMutation({
    mutationFn: async (credentials) => {
      const { token, expiresAt, member } = await parseResponse(hq.api.v1['member-session'].$post({ json: credentials }));
      return { token, expiresAt, person: member };
    },
    onSuccess: store.signIn,
  });
}

/** Ends the session here whatever the server says; it runs out there by itself. The next person begins at the beginning. */
export function useSignOut(): () => void {
  const hq = useHq();
  const store = useSessionStore();
  const [, navigate] = useLocation();
  return () => {
    void hq.api.v1['member-session'].$delete().catch(() => undefined);
    store.signOut();
    navigate('/', { replace: true });
  };
}
