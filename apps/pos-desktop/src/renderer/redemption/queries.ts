import { answerOf } from '@jifen/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RedemptionReceipt, RedemptionRequest, TillApi } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

export function useRewards() {
  const { api } = useTill();
  return useQuery({ queryKey: ['reward'], queryFn: api.listRewards });
}

export function useRedeem(onRedeemed: () => void) {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (request: RedemptionRequest) => redeemOnce(api, request),
    onSuccess: () => {
      void queryClient.invalidateQueries();
      onRedeemed();
    },
  });
}

/** Redeems; when an earlier try had gone through unseen, what it did is the answer. */
async function redeemOnce(api: TillApi, request: RedemptionRequest): Promise<RedemptionReceipt> {
  try {
    return await api.redeem(request);
  } catch (error) {
    if (answerOf(error).code !== 'id_taken') throw error;
    return await api.getRedemption(request.id);
  }
}
