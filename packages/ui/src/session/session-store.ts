/** Who uses the page. `person` is what the server answered at sign-in; its id tells people apart. */
export type Session<P extends { readonly id: string }> = { readonly token: string; readonly expiresAt: number; readonly person: P };

/**
 * signed_out ─signIn─► signed_in ─renew─► expired ─signIn, same person─► signed_in   (waiting calls go on)
 *                                         expired ─signIn, other person─► signed_in  (waiting calls fail)
 *                      signed_in, expired ─signOut─► signed_out                      (waiting calls fail)
 */
export type SessionState<P extends { readonly id: string }> =
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'signed_in'; readonly session: Session<P> }
  /** The page stays as it was, under a dialog that asks for the password. */
  | { readonly kind: 'expired'; readonly session: Session<P> };

export type SessionStore<P extends { readonly id: string }> = {
  readonly getState: () => SessionState<P>;
  readonly getToken: () => string | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly signIn: (session: Session<P>) => void;
  readonly signOut: () => void;
  /** Waits until the session that `refusedToken` belonged to is renewed; at once when it already has been. */
  readonly renew: (refusedToken: string | null) => Promise<boolean>;
};

export type SessionStoreOptions = { readonly storage: Storage | null; readonly key: string };

/** Keeps the session in `storage`, or in memory only when the browser allows none. */
export function createSessionStore<P extends { readonly id: string }>({ storage, key }: SessionStoreOptions): SessionStore<P> {
  const listeners = new Set<() => void>();
  let waiting: ((isRenewed: boolean) => void)[] = [];
  let state: SessionState<P> = readState<P>(storage, key);

  function change(next: SessionState<P>): void {
    const before = state;
    state = next;
    if (next.kind === 'signed_in') storage?.setItem(key, JSON.stringify(next.session));
    else storage?.removeItem(key);
    if (next.kind !== 'expired') {
      const isRenewed = next.kind === 'signed_in' && before.kind === 'expired' && before.session.person.id === next.session.person.id;
      for (const resolve of waiting) resolve(isRenewed);
      waiting = [];
    }
    for (const listener of listeners) listener();
  }

  return {
    getState: () => state,
    getToken: () => (state.kind === 'signed_in' ? state.session.token : null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn: (session) => change({ kind: 'signed_in', session }),
    signOut: () => change({ kind: 'signed_out' }),
    renew: async (refusedToken) => {
      if (state.kind === 'signed_out') return false;
      if (state.kind === 'signed_in') {
        if (state.session.token !== refusedToken) return true;
        change({ kind: 'expired', session: state.session });
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
  };
}

function readState<P extends { readonly id: string }>(storage: Storage | null, key: string): SessionState<P> {
  try {
    const session: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    return isSession<P>(session) ? { kind: 'signed_in', session } : { kind: 'signed_out' };
  } catch {
    // Someone else's text under our key.
    return { kind: 'signed_out' };
  }
}

function isSession<P extends { readonly id: string }>(value: unknown): value is Session<P> {
  return typeof value === 'object' && value !== null && 'token' in value && 'expiresAt' in value && 'person' in value;
}
