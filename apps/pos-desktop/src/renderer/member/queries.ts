import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useMember(id: string | null) {
  const { api } = useTill();
  return useQuery({ queryKey: ['member', id], queryFn: async () => api.getMember(id ?? ''), enabled: id !== null });
}
