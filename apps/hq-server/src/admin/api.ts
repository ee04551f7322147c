import { createApiFetch } from '@jifen/ui';
import { createContext, useContext } from 'react';
import type { StaffSessionStore } from './session.ts';

type Query = Readonly<Record<string, string | number | undefined | null>>;

/** HQ's HTTP API as the screens call it: an answer or an `ApiError`. */
export type Api = {
  readonly get: <T>(path: string, query?: Query) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  readonly patch: <T>(path: string, body: unknown) => Promise<T>;
  readonly delete: (path: string) => Promise<void>;
};

export type PageOf<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

export function createApi(store: StaffSessionStore): Api {
  const call = createApiFetch({ fetch: (...args) => fetch(...args), getToken: store.getToken, renewSession: store.renew });

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    return call(`/api/v1${path}`, { method, ...init });
  }

  return {
    get: async (path, query = {}) => (await send('GET', `${path}${queryText(query)}`)).json(),
    post: async (path, body) => (await send('POST', path, body)).json(),
    patch: async (path, body) => (await send('PATCH', path, body)).json(),
    delete: async (path) => void (await send('DELETE', path)),
  };
}

function queryText(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

export const ApiContext = createContext<Api | null>(null);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('the page has no API around it');
  return api;
}
