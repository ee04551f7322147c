import { createFilledContext, createSessionStore, useSignedIn, type Session, type SessionStore } from '@jifen/ui';

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

export const [SessionProvider, useSessionStore] = createFilledContext<MemberSessionStore>('the page has no session store around it');

/** Who is signed in. Only below the shell, which is not drawn without a session. */
export function useSession(): Session<MemberPerson> {
  return useSignedIn(useSessionStore());
}
