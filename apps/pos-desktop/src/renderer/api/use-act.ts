import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Every query's key begins with nothing. */
const EVERYTHING: QueryKey = [];

/**
 * One act at the till, after which what stands under `key` is read again; a refusal, too, may mean that it is out of date.
 * Nobody waits for that: a panel closes when its answer is here, so that no key is lost on it meanwhile.
 */
export function useAct<T, A>(act: (request: T) => Promise<A>, key: QueryKey = EVERYTHING) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => void queryClient.invalidateQueries({ queryKey: key }) });
}
