import { useMutation, useQuery } from '@tanstack/react-query';
import { useTill } from '../api/till-context.tsx';

export function useStaff() {
  const { api } = useTill();
  // The first download may still be under way.
  return useQuery({
    queryKey: ['staff'],
    queryFn: api.listStaff,
    refetchInterval: (query) => (query.state.data?.items.length === 0 ? 2_000 : false),
  });
}

export function useSignIn() {
  const { api, session } = useTill();
  return useMutation({
    mutationFn: api.signIn,
    // The backend ends the session; the page has no clock of its own for it.
    onSuccess: ({ token, staff }) => session.signIn({ token, expiresAt: Number.MAX_SAFE_INTEGER, person: staff }),
  });
}
