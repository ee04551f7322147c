import {
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';
import { usePages } from '../piece/use-pages.ts';

export type MemberItem = {
  readonly id: string;
  readonly name: string;
  readonly cards: readonly string[];
  readonly phoneMasked: string | null;
  readonly tier: { readonly id: string; readonly name: string };
  readonly experience: number;
  readonly points: number;
  readonly debt: number;
  readonly available: number;
  readonly totalSpendFen: number;
  readonly purchases: number;
  readonly lastPurchaseAt: number | null;
  readonly isActive: boolean;
  readonly joinedAt: number;
  readonly homeBranch: string;
};

export type MemberRecord = MemberItem & {
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
  readonly hasPassword: boolean;
  readonly retiredCards: readonly string[];
  readonly linkedIds: readonly string[];
  readonly pool: number;
  readonly rights: readonly { readonly branchId: string; readonly points: number }[];
};

export type Explanation = { readonly kind: string; readonly [detail: string]: unknown };

export type StatementEntry = {
  readonly id: string;
  readonly at: number;
  readonly branchId: string;
  readonly kind: 'accrual' | 'redemption' | 'expiry' | 'adjustment' | 'reversal';
  readonly points: number;
  readonly experience: number;
  readonly explanation: Explanation | null;
};

export type MemberDraft = {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly address?: string;
  readonly birthday?: string;
  readonly cardNumber?: string;
  readonly password?: string;
  readonly homeBranch: string;
};

export type MemberChange = {
  readonly name?: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly address?: string;
  readonly birthday?: string;
};
export type Adjustment = { readonly id: string; readonly points: number; readonly experience: number; readonly reason: string };

export function useMembers(q: string): UseInfiniteQueryResult<InfiniteData<PageOf<MemberItem>>> {
  return usePages<MemberItem>('/members', { q });
}

export function useMember(id: string): UseQueryResult<MemberRecord> {
  const api = useApi();
  return useQuery({ queryKey: [`/members/${id}`], queryFn: () => api.get<MemberRecord>(`/members/${id}`), enabled: id !== '' });
}

export function useStatement(memberId: string): UseInfiniteQueryResult<InfiniteData<PageOf<StatementEntry>>> {
  return usePages<StatementEntry>(`/members/${memberId}/statement`);
}

export function useRegisterMember(): UseMutationResult<MemberItem, Error, MemberDraft> {
  const api = useApi();
  return useMutation({ mutationFn: (draft) => api.post<MemberItem>('/members', draft) });
}

export function useChangeMember(id: string): UseMutationResult<unknown, Error, MemberChange> {
  const api = useApi();
  return useMutation({ mutationFn: (change) => api.patch(`/members/${id}`, change) });
}

export function useAdjustMember(id: string): UseMutationResult<unknown, Error, Adjustment> {
  const api = useApi();
  return useMutation({ mutationFn: (adjustment) => api.post(`/members/${id}/adjustments`, adjustment) });
}

export function useSetMemberStatus(id: string): UseMutationResult<unknown, Error, { readonly isActive: boolean }> {
  const api = useApi();
  return useMutation({ mutationFn: (status) => api.post(`/members/${id}/status`, status) });
}

export function useBindCard(id: string): UseMutationResult<unknown, Error, { readonly cardNumber: string; readonly replaces?: string }> {
  const api = useApi();
  return useMutation({ mutationFn: (card) => api.post(`/members/${id}/cards`, card) });
}

export function useSetMemberPassword(id: string): UseMutationResult<unknown, Error, { readonly password: string }> {
  const api = useApi();
  return useMutation({ mutationFn: (body) => api.post(`/members/${id}/password`, body) });
}
