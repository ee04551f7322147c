import { Badge, Text } from '@mantine/core';
import type { Rule } from '@jifen/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../piece/data-table.tsx';
import { useNow } from '../piece/use-now.ts';
import { ruleStateOf, type RuleState } from './queries.ts';

const colorByState = { current: 'jade', upcoming: 'amber', past: 'gray' } as const;

export function RuleStateBadge({ state }: { readonly state: RuleState }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge variant="light" color={colorByState[state]} tt="none">
      {t(`rule.${state}`)}
    </Badge>
  );
}

export function useRuleColumns(rules: readonly Rule[]): readonly Column<Rule>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return [
    { key: 'version', label: t('rule.version'), render: ({ version }) => t('rule.versionN', { n: version }) },
    { key: 'state', label: t('rule.state'), render: (rule) => <RuleStateBadge state={ruleStateOf(rule, rules, now)} /> },
    { key: 'from', label: t('rule.effectiveFrom'), render: ({ effectiveFrom }) => format.dateTime(effectiveFrom) },
    {
      key: 'ladder',
      label: t('rule.ladder'),
      render: ({ ladder }) => (
        <Text inherit lineClamp={1}>
          {ladder.map(({ name, rateBp }) => `${name} ${format.rate(rateBp)}`).join('，')}
        </Text>
      ),
    },
    {
      key: 'campaigns',
      label: t('rule.campaigns'),
      from: 'lg',
      render: ({ campaigns }) => (
        <Text inherit lineClamp={1}>
          {campaigns.length === 0 ? t('rule.noCampaigns') : campaigns.map(({ name }) => name).join('，')}
        </Text>
      ),
    },
    {
      key: 'expiry',
      label: t('rule.expiry'),
      render: ({ expiryMonths }) => (expiryMonths === null ? t('rule.neverExpires') : t('rule.expiryMonths', { n: expiryMonths })),
    },
  ];
}
