import { createFilledContext, createSessionStore, useSignedIn, type Session, type SessionStore } from '@jifen/ui';

export type Role = 'hq_admin' | 'branch_manager';

export type StaffPerson = { readonly id: string; readonly name: string; readonly role: Role; readonly branchId: string | null };

export type StaffSessionStore = SessionStore<StaffPerson>;

/** The browser forgets the session with its tab: HQ's pages are used on shared computers. */
export function createStaffSessionStore(): StaffSessionStore {
  return createSessionStore<StaffPerson>({ storage: tabStorage(), key: 'jifen.admin.session' });
}

function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    // The browser was told to keep nothing; the session then lasts until the page is left.
    return null;
  }
}

export const [SessionProvider, useSessionStore] = createFilledContext<StaffSessionStore>('the page has no session store around it');

/** Who is signed in. Only below the shell, which is not drawn without a session. */
export function useSession(): Session<StaffPerson> {
  return useSignedIn(useSessionStore());
}

export function useIsHqAdmin(): boolean {
  return useSession().person.role === 'hq_admin';
}
