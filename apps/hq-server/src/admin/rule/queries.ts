import { basisPoints, experience, must, parseTierId, ruleAt, unixMs, type Rule } from '@jifen/core';
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { parseResponse, type InferResponseType } from 'hono/client';
import { useHq, type Hq } from '../hq.ts';
import { readAll } from '../piece/read-all.ts';

type RuleAnswer = InferResponseType<Hq['api']['v1']['rules']['$get'], 200>['items'][number];
export type RuleState = 'current' | 'upcoming' | 'past';

/** Newest first, as core's rules, so that the page computes with the code of the tills. */
export function useRules(): UseQueryResult<readonly Rule[]> {
  const hq = useHq();
  return useQuery({
    queryKey: ['rules'],
    queryFn: async () => (await readAll((query) => parseResponse(hq.api.v1.rules.$get({ query })))).map(ruleOfAnswer),
  });
}

export function usePublishRule(): UseMutationResult<RuleAnswer, Error, Rule> {
  const hq = useHq();
  return useMutation({
    mutationFn: ({ ladder, campaigns, excludedTenders, ...rule }) =>
      parseResponse(
        hq.api.v1.rules.$post({
          json: { ...rule, ladder: [...ladder], campaigns: [...campaigns], excludedTenders: [...excludedTenders] },
        }),
      ),
  });
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

function ruleOfAnswer({ ladder, campaigns, effectiveFrom, ...rule }: RuleAnswer): Rule {
  return {
    ...rule,
    effectiveFrom: unixMs(effectiveFrom),
    ladder: ladder.map(({ id, name, fromExperience, rateBp }) => {
      const tierId = parseTierId(id);
      return {
        id: must(tierId.ok ? tierId.value : null, 'tier id'),
        name,
        fromExperience: experience(fromExperience),
        rateBp: basisPoints(rateBp),
      };
    }),
    campaigns: campaigns.map((campaign) => ({ ...campaign, rateBp: basisPoints(campaign.rateBp) })),
  };
}
