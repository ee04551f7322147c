import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MemberDetail } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

export function useMember(id: string | null) {
  const { api } = useTill();
  return useQuery({ queryKey: ['member', id], queryFn: async () => api.getMember(id ?? ''), enabled: id !== null });
}

export function useRegisterMember(onRegistered: (member: MemberDetail) => void) {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.registerMember,
    onSuccess: (member) => {
      void queryClient.invalidateQueries({ queryKey: ['member'] });
      onRegistered(member);
    },
  });
}
