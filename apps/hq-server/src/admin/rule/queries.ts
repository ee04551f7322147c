import { ruleAt, unixMs, type Rule } from '@jifen/core';
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useApi, type PageOf } from '../api.ts';

export type RuleState = 'current' | 'upcoming' | 'past';

/** Newest first. A chain publishes a few a year, so one page holds them. */
export function useRules(): UseQueryResult<readonly Rule[]> {
  const api = useApi();
  return useQuery({ queryKey: ['/rules'], queryFn: async () => (await api.get<PageOf<Rule>>('/rules', { limit: 200 })).items });
}

export function usePublishRule(): UseMutationResult<unknown, Error, Rule> {
  const api = useApi();
  return useMutation({ mutationFn: (rule) => api.post('/rules', rule) });
}

export function ruleStateOf(rule: Rule, rules: readonly Rule[], now: number): RuleState {
  if (rule.effectiveFrom > now) return 'upcoming';
  return ruleAt(rules, unixMs(now)).version === rule.version ? 'current' : 'past';
}

/** A tier's name for its id, as the newest rule has it. */
export function useTierName(): (id: string) => string {
  const { data = [] } = useRules();
  return (id) => data.flatMap(({ ladder }) => ladder).find((tier) => tier.id === id)?.name ?? id;
}
