import {
  answerOf as answerOfError,
  ApiError,
  createApiFetch,
  createFilledContext,
  createSessionStore,
  isUnreachable,
  type ErrorAnswer,
  type SessionStore,
} from '@jifen/ui';
import type { Staff } from './model.ts';
import type { TillApi } from './model.ts';
import { createTillApi } from './till-api.ts';

/** Who is signed in. Somebody whose PIN serves once chooses another one before all else. */
export type Person = Staff & { readonly mustChangePin: boolean };

export type Till = {
  readonly api: TillApi;
  readonly session: SessionStore<Person>;
  /** Ends a session that the window has left already; nobody waits for it. */
  readonly endSession: (token: string) => void;
};

/** The backend of this page's origin, and the cashier's session, kept for this window only. */
export function createTill(): Till {
  const session = createSessionStore<Person>({ storage: window.sessionStorage, key: 'jifen.till.session' });
  const send = createApiFetch({ fetch: window.fetch.bind(window), getToken: session.getToken, renewSession: session.renew });
  const sendLocally: typeof fetch = async (input, init) => {
    try {
      return await send(input, init);
    } catch (error) {
      if (answerOfError(error).code === 'pin_change_needed') askForPin(session);
      // The backend is on this machine: its silence is no question of the network.
      throw isUnreachable(error) ? new ApiError({ answer: { code: 'connection_lost' }, status: null }) : error;
    }
  };
  function endSession(token: string): void {
    void window.fetch('/api/session', { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
  }
  return { api: createTillApi(sendLocally), session, endSession };
}

/** Somebody gave this person a PIN that serves once, while they were signed in. */
function askForPin(session: SessionStore<Person>): void {
  const state = session.getState();
  if (state.kind !== 'signed_in' || state.session.person.mustChangePin) return;
  session.signIn({ ...state.session, person: { ...state.session.person, mustChangePin: true } });
}

export const [TillProvider, useTill] = createFilledContext<Till>('a till screen must stand inside TillProvider');

export function errorAnswerOf(error: Error | null): ErrorAnswer | null {
  return error === null ? null : answerOfError(error);
}
