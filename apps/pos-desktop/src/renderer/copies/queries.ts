import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

/** How the till's own copies stand; read again with every change that the backend tells of. */
export function useCopies() {
  const { api } = useTill();
  return useQuery({ queryKey: ['copies'], queryFn: api.readCopies, refetchInterval: 60_000 });
}
