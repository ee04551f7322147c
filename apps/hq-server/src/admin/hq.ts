import { createApiFetch } from '@jifen/ui';
import { hc } from 'hono/client';
import { createContext, useContext, type Context } from 'react';
import type { HqApi } from '../server/api.ts';
import type { StaffSessionStore } from './session.ts';

/** HQ's API as this page calls it; what is not a success is thrown as an `ApiError`. */
export type Hq = ReturnType<typeof hc<HqApi>>;

export function createHq(store: StaffSessionStore): Hq {
  const call = createApiFetch({ fetch: (...args) => fetch(...args), getToken: store.getToken, renewSession: store.renew });
  return hc<HqApi>('/', { fetch: call });
}

export const HqContext: Context<Hq | null> = createContext<Hq | null>(null);

export function useHq(): Hq {
  const hq = useContext(HqContext);
  if (hq === null) throw new Error('the page has no API around it');
  return hq;
}
