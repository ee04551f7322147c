import { QueryClient } from '@tanstack/react-query';
import { mayPassLater } from './api-error.ts';

const MAX_RETRIES = 2;

/** Only what may pass by itself is tried again: no line, or a server that asks to come back. */
function shouldRetry(failureCount: number, error: Error): boolean {
  return failureCount < MAX_RETRIES && mayPassLater(error);
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
