import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useStaffRecords() {
  const { api } = useTill();
  return useQuery({ queryKey: ['staff', 'records'], queryFn: api.listStaffRecords });
}

export function useStaffAct<T, A>(act: (request: T) => Promise<A>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['staff'] }) });
}
