import { useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useOrders() {
  const { api } = useTill();
  return useQuery({ queryKey: ['order'], queryFn: api.listOrders });
}

/** Whose orders are looked for; null for everybody's, and until it is known whose. */
export function useWanted(q: string) {
  const { api } = useTill();
  const found = useQuery({
    queryKey: ['member', 'found', q],
    queryFn: async () => api.findMembers(q),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
  return q === '' || found.data === undefined ? null : new Set(found.data.items.map(({ id }) => id));
}
