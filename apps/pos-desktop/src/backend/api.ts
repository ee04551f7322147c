import type { createApi } from './routes/create-api.ts';

/** The type of the till's API, for hono/client in the page. */
export type PosApi = ReturnType<typeof createApi>;
