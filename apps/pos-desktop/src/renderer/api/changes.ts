import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTill } from './till-context.tsx';

const RECONNECT_MS = 2_000;

/** Keeps the screens fresh: after every commit the backend names what changed, and what shows it is read again. */
export function useChanges(): void {
  const { api } = useTill();
  const queryClient = useQueryClient();
  useEffect(() => {
    const abort = new AbortController();
    void followChanges({ open: api.openChanges, queryClient, signal: abort.signal });
    return () => abort.abort();
  }, [api, queryClient]);
}

type Following = {
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly queryClient: QueryClient;
  readonly signal: AbortSignal;
};

async function followChanges({ open, queryClient, signal }: Following): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await open(signal);
      // Whatever happened while nobody listened.
      await queryClient.invalidateQueries();
      if (response.body !== null) await readEvents(response.body, () => void queryClient.invalidateQueries());
    } catch {
      // The backend is away or the page leaves; the queries show the former, so only wait here.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, RECONNECT_MS);
    });
  }
}

/** Calls back once per server-sent event; comments (heartbeats) are none. */
async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, onChange: () => void): Promise<void> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = `${rest}${part.value}`.split('\n\n');
    rest = events.pop() ?? '';
    if (events.some((event) => /^event: ?change$/m.test(event))) onChange();
  }
}
