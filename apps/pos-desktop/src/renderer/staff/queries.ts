import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useStaffRecords() {
  const { api } = useTill();
  return useQuery({ queryKey: ['staff', 'records'], queryFn: api.listStaffRecords });
}
