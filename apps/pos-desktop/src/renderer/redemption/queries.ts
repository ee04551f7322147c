import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RedemptionRequest } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

export function useRewards() {
  const { api } = useTill();
  return useQuery({ queryKey: ['reward'], queryFn: api.listRewards });
}

export function useRedeem(onRedeemed: () => void) {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (request: RedemptionRequest) => api.redeem(request),
    onSuccess: () => {
      void queryClient.invalidateQueries();
      onRedeemed();
    },
  });
}
