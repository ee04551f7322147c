import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useIdOfSecret } from '../api/id-of-secret.ts';
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

/** Signs somebody in. The session that this window had before ends. */
export function useSignIn(onSignedIn: () => void) {
  const { api, session, endSession } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.signIn,
    onSuccess: ({ token, staff, mustChangePin }) => {
      const before = session.getState();
      // The backend ends the session; the page has no clock of its own for it.
      session.signIn({ token, expiresAt: Number.MAX_SAFE_INTEGER, person: { ...staff, mustChangePin } });
      if (before.kind === 'signed_in') endSession(before.session.token);
      // Another person may see other things; who is locked may have changed.
      void queryClient.invalidateQueries();
      onSignedIn();
    },
  });
}

/** Gives the signed-in person a PIN of their own choice. One id for all tries with it: a repeat changes nothing twice. */
export function useChangePin(onChanged: () => void) {
  const { api, session } = useTill();
  const queryClient = useQueryClient();
  const idOf = useIdOfSecret();
  return useMutation({
    mutationFn: async ({ pin, newPin }: { readonly pin: string; readonly newPin: string }) =>
      api.changePin({ id: idOf(newPin), pin, newPin }),
    onSuccess: () => {
      const state = session.getState();
      if (state.kind === 'signed_in') session.signIn({ ...state.session, person: { ...state.session.person, mustChangePin: false } });
      void queryClient.invalidateQueries();
      onChanged();
    },
  });
}
