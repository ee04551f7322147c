import type { Transport } from '../backend/create-backend.ts';

/** An exchange that takes longer than this is tried again; HQ skips what it already has. */
const TIMEOUT_MS = 30_000;

/** Requests to HQ over the network. The event stream of pokes stays open as long as it likes. */
export const networkTransport: Transport = (request) => {
  const isStream = request.headers.get('accept') === 'text/event-stream';
  return isStream ? fetch(request) : fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]) });
};
