import { QueryClient } from '@tanstack/react-query';
import { isUnreachable, problemOf } from './api-error.ts';

const MAX_RETRIES = 2;

/** Only what may pass by itself is tried again: no line, or a server that asks to come back. */
function shouldRetry(failureCount: number, error: Error): boolean {
  const { status } = problemOf(error);
  return failureCount < MAX_RETRIES && (isUnreachable(error) || status === 502 || status === 503 || status === 504);
}

/** Answers stay fresh for some seconds. What the browser believes about the network does not count: only a call tells. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 10_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
