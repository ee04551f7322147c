import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { GrantTaken } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

/** Hands a grant to the till. A second time does no harm. */
export function useTakeGrant(onTaken: (taken: GrantTaken) => void): UseMutationResult<GrantTaken, Error, string> {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (text: string) => api.takeGrant({ text }),
    onSuccess: (taken) => {
      void queryClient.invalidateQueries({ queryKey: ['member'] });
      onTaken(taken);
    },
  });
}
