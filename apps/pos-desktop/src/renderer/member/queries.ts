import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MemberDetail } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';

export function useMember(id: string | null) {
  const { api } = useTill();
  return useQuery({ queryKey: ['member', id], queryFn: async () => api.getMember(id ?? ''), enabled: id !== null });
}

/** A change of one member; every list that names them is read again. */
export function useMemberAct<T, A>(act: (request: T) => Promise<A>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['member'] }) });
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
