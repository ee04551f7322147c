import { Stack, Table, Text } from '@mantine/core';
import { accrueBases, fen, type Rule, type Tier } from '@jifen/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rule-preview.module.css';

const SAMPLE_FEN = fen(100_00);

type RulePreviewProps = {
  readonly rule: Rule;
  /** The rule in effect, to compare with. */
  readonly before: Rule | null;
};

/** What 100 yuan earn, by tier and category, computed by the code that tills run. */
export function RulePreview({ rule, before }: RulePreviewProps): ReactNode {
  const { t } = useTranslation();
  const categories = [null, ...new Set(rule.campaigns.map(({ category }) => category).filter((category) => category !== null))];
  return (
    <Stack gap="xs">
      <Text fw={600} id="rule-preview">
        {t('rule.editor.preview')}
      </Text>
      <div className={classes['box']}>
        <Table aria-labelledby="rule-preview" className={classes['table']} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rule.editor.tier')}</Table.Th>
              {categories.map((category) => (
                <Table.Th key={category} className={classes['number']}>
                  {category ?? t('rule.allGoods')}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rule.ladder.map((tier) => (
              <Table.Tr key={tier.id}>
                <Table.Td>{tier.name}</Table.Td>
                {categories.map((category) => (
                  <Table.Td key={category} className={classes['number']}>
                    <Earned
                      now={samplePointsOf(rule, tier, category)}
                      before={before === null ? null : samplePointsOf(before, tier, category)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  );
}

function Earned({ now, before }: { readonly now: number; readonly before: number | null }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isChanged = before !== null && before !== now;
  return (
    <>
      <Text span inherit fw={650}>
        {t('shared.points', { n: format.count(now) })}
      </Text>
      {before !== null && (
        <Text size="xs" c={isChanged ? 'var(--jifen-warning)' : 'dimmed'}>
          {isChanged ? `${t('rule.editor.change')} ${format.signed(now - before)}` : t('rule.editor.same')}
        </Text>
      )}
    </>
  );
}

/** A member who has just reached the tier's threshold buys for 100 yuan. */
function samplePointsOf(rule: Rule, tier: Tier, category: string | null): number {
  return accrueBases({ bases: [{ eligibleFen: SAMPLE_FEN, category }], rule, experienceBefore: tier.fromExperience }).points;
}
