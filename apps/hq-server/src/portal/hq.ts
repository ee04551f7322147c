import { createApiFetch, createFilledContext } from '@jifen/ui';
import { hc } from 'hono/client';
import type { Provider } from 'react';
import type { HqApi } from '../server/api.ts';
import type { MemberSessionStore } from './session.ts';

/** HQ's API as this page calls it; what is not a success is thrown as an `ApiError`. */
export type Hq = ReturnType<typeof hc<HqApi>>;

export function createHq(store: MemberSessionStore): Hq {
  const call = createApiFetch({ fetch: (...args) => fetch(...args), getToken: store.getToken, renewSession: store.renew });
  return hc<HqApi>('/', { fetch: call });
}

const context = createFilledContext<Hq>('the page has no API around it');
export const HqProvider: Provider<Hq | null> = context[0];
export const useHq: () => Hq = context[1];
