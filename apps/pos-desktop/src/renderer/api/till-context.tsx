import {
  answerOf as answerOfError,
  ApiError,
  createApiFetch,
  createSessionStore,
  isUnreachable,
  type ErrorAnswer,
  type SessionStore,
} from '@jifen/ui';
import { createContext, useContext } from 'react';
import type { Staff } from './model.ts';
import type { TillApi } from './model.ts';
import { createTillApi } from './till-api.ts';

export type Till = { readonly api: TillApi; readonly session: SessionStore<Staff> };

/** The backend of this page's origin, and the cashier's session, kept for this window only. */
export function createTill(): Till {
  const session = createSessionStore<Staff>({ storage: window.sessionStorage, key: 'jifen.till.session' });
  const send = createApiFetch({ fetch: window.fetch.bind(window), getToken: session.getToken, renewSession: session.renew });
  const sendLocally: typeof fetch = async (input, init) => {
    try {
      return await send(input, init);
    } catch (error) {
      // The backend is on this machine: its silence is no question of the network.
      throw isUnreachable(error) ? new ApiError({ answer: { code: 'connection_lost' }, status: null }) : error;
    }
  };
  return { api: createTillApi(sendLocally), session };
}

const TillContext = createContext<Till | null>(null);
export const TillProvider = TillContext.Provider;

export function useTill(): Till {
  const till = useContext(TillContext);
  if (till === null) throw new Error('a till screen must stand inside TillProvider');
  return till;
}

export function errorAnswerOf(error: Error | null): ErrorAnswer | null {
  return error === null ? null : answerOfError(error);
}
