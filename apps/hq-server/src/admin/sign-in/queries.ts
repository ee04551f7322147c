import type { Session } from '@jifen/ui';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { parseResponse } from 'hono/client';
import { useLocation } from 'wouter';
import { useHq } from '../hq.ts';
import { useSessionStore, type StaffPerson } from '../session.ts';

export type Credentials = { readonly account: string; readonly password: string };

export function useSignIn(): UseMutationResult<Session<StaffPerson>, Error, Credentials> {
  const hq = useHq();
  const store = useSessionStore();
  return useMutation({
    mutationFn: async (credentials) => {
      const { token, expiresAt, staff } = await parseResponse(hq.api.v1.session.$post({ json: credentials }));
      return { token, expiresAt, person: staff };
    },
    onSuccess: (session, { account }) => {
      store.signIn(session);
      rememberAccount(account);
    },
  });
}

/** Ends the session here whatever the server says; it runs out there by itself. The next person begins at the beginning. */
export function useSignOut(): () => void {
  const hq = useHq();
  const store = useSessionStore();
  const [, navigate] = useLocation();
  return () => {
    void hq.api.v1.session.$delete().catch(() => undefined);
    store.signOut();
    navigate('/', { replace: true });
  };
}

const accountKey = 'jifen.admin.account';

/** For the dialog that asks for the password again in the same tab. */
export function lastAccount(): string {
  try {
    return window.sessionStorage.getItem(accountKey) ?? '';
  } catch {
    return '';
  }
}

function rememberAccount(account: string): void {
  try {
    window.sessionStorage.setItem(accountKey, account);
  } catch {
    // Then the person types it again.
  }
}
