import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';

export type Terminal = {
  readonly id: string;
  readonly branchId: string;
  readonly name: string;
  readonly state: 'active' | 'revoked';
  readonly lastSeenAt: number | null;
  readonly app: string;
  readonly incarnation: string | null;
  readonly incarnationState: string | null;
  readonly pendingEvents: number | null;
};

export type EnrolmentCode = { readonly code: string; readonly expiresAt: number; readonly hqUrl: string };

/** Read again every 15 s: what they show is whether tills are in touch. */
export function useTerminals(): UseQueryResult<readonly Terminal[]> {
  const api = useApi();
  return useQuery({
    queryKey: ['/terminals'],
    queryFn: async () => (await api.get<PageOf<Terminal>>('/terminals', { limit: 200 })).items,
    refetchInterval: 15_000,
  });
}

export function useRevokeTerminal(id: string): UseMutationResult<unknown, Error, void> {
  const api = useApi();
  return useMutation({ mutationFn: () => api.post(`/terminals/${id}/revoke`, {}) });
}

export function useCreateEnrolmentCode(branchId: string): UseMutationResult<EnrolmentCode, Error, { readonly terminalName: string }> {
  const api = useApi();
  return useMutation({ mutationFn: (body) => api.post<EnrolmentCode>(`/branches/${branchId}/enrolment-codes`, body) });
}
