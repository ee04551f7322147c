import { Stack, Text } from '@mantine/core';
import type { Rule } from '@jifen/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../piece/facts.tsx';
import { SideDrawer } from '../piece/side-drawer.tsx';
import { useNow } from '../piece/use-now.ts';
import { ruleStateOf, useRules } from './queries.ts';
import { RuleStateBadge } from './rule-columns.tsx';
import { RulePreview } from './rule-preview.tsx';

export function RuleDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { data: rules = [] } = useRules();
  const rule = rules.find(({ version }) => String(version) === id);
  return (
    <SideDrawer title={rule === undefined ? '' : t('rule.versionN', { n: rule.version })} isOpen={rule !== undefined} onClose={onClose}>
      {rule !== undefined && <RuleContent rule={rule} rules={rules} />}
    </SideDrawer>
  );
}

function RuleContent({ rule, rules }: { readonly rule: Rule; readonly rules: readonly Rule[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <Stack>
      <Facts
        facts={[
          { label: t('rule.state'), value: <RuleStateBadge state={ruleStateOf(rule, rules, now)} /> },
          { label: t('rule.effectiveFrom'), value: format.dateTime(rule.effectiveFrom) },
          {
            label: t('rule.ladder'),
            value: rule.ladder.map(({ id, name, fromExperience, rateBp }) => (
              <Text key={id} inherit>
                {name} {format.rate(rateBp)}，{t('rule.fromExperience', { n: format.count(fromExperience) })}
              </Text>
            )),
          },
          {
            label: t('rule.campaigns'),
            value:
              rule.campaigns.length === 0
                ? t('rule.noCampaigns')
                : rule.campaigns.map(({ name, category, rateBp }) => (
                    <Text key={`${name} ${category}`} inherit>
                      {name} {format.rate(rateBp)}，{category ?? t('rule.allGoods')}
                    </Text>
                  )),
          },
          {
            label: t('rule.excluded'),
            value: [...new Set(['medical_insurance', ...rule.excludedTenders])].map((method) => t(`tender.${method}`)).join('、'),
          },
          {
            label: t('rule.expiry'),
            value: rule.expiryMonths === null ? t('rule.neverExpires') : t('rule.expiryMonths', { n: rule.expiryMonths }),
          },
        ]}
      />
      <RulePreview rule={rule} before={null} />
    </Stack>
  );
}
