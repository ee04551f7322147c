import { createSessionStore, useSessionState, type Session, type SessionStore } from '@jifen/ui';
import { createContext, useContext } from 'react';

export type MemberPerson = { readonly id: string; readonly name: string };
export type MemberSessionStore = SessionStore<MemberPerson>;

/** A phone's browser closes tabs as it likes, so the session outlives the tab, up to what the server allows. */
export function createMemberSessionStore(): MemberSessionStore {
  return createSessionStore<MemberPerson>({ storage: deviceStorage(), key: 'jifen.member.session' });
}

function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // The browser was told to keep nothing; the session then lasts until the page is left.
    return null;
  }
}

export const SessionContext = createContext<MemberSessionStore | null>(null);

export function useSessionStore(): MemberSessionStore {
  const store = useContext(SessionContext);
  if (store === null) throw new Error('the page has no session store around it');
  return store;
}

/** Who is signed in. Only below the shell, which is not drawn without a session. */
export function useSession(): Session<MemberPerson> {
  const state = useSessionState(useSessionStore());
  if (state.kind === 'signed_out') throw new Error('this screen needs a session');
  return state.session;
}
