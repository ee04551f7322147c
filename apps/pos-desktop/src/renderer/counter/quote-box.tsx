import { useFormat } from '@jifen/ui';
import { Group, Text } from '@mantine/core';
import { IconCoin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Accrual, Quote } from '../api/model.ts';
import classes from './quote.module.css';

export type QuoteBoxProps = {
  readonly who: 'member' | 'unclaimed' | 'nobody';
  readonly tierName: string | null;
  readonly quote: Quote | undefined;
  readonly hasLines: boolean;
};

/** The points that this basket will earn, and why so many. */
export function QuoteBox({ who, tierName, quote, hasLines }: QuoteBoxProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (who !== 'member') {
    return (
      <div className={classes['box']} role="note">
        <Text fw={600}>{who === 'nobody' ? t('counter.quoteNoMember') : t('counter.quoteUnclaimed')}</Text>
        {who === 'nobody' && <Text size="sm">{t('counter.quoteNoMemberHint')}</Text>}
      </div>
    );
  }
  const accrual = hasLines ? (quote?.accrual ?? null) : null;
  return (
    <div className={classes['box']} role="note" data-earns={accrual !== null && accrual.points > 0 ? true : undefined}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap={6} wrap="nowrap">
          <IconCoin size={20} aria-hidden />
          <Text fw={600}>{t('counter.quoteTitle')}</Text>
        </Group>
        <Text className={`jifen-number ${classes['points'] ?? ''}`}>{format.signed(accrual?.points ?? 0)}</Text>
      </Group>
      {hasLines && quote === undefined && <Text size="sm">{t('counter.quoteWaiting')}</Text>}
      {accrual !== null && <Why accrual={accrual} tierName={tierName} />}
      {hasLines && quote !== undefined && (accrual === null || accrual.points === 0) && <Text size="sm">{t('counter.quoteNone')}</Text>}
    </div>
  );
}

/** Lines that earn at the same rate are explained together. */
function Why({ accrual, tierName }: { readonly accrual: Accrual; readonly tierName: string | null }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const eligibleByRate = new Map<number, number>();
  for (const { rateBp, eligibleFen } of accrual.lines) {
    if (eligibleFen > 0) eligibleByRate.set(rateBp, (eligibleByRate.get(rateBp) ?? 0) + eligibleFen);
  }
  return (
    <>
      {[...eligibleByRate].map(([rateBp, eligibleFen]) => (
        <Text key={rateBp} size="sm" className="jifen-number">
          {t('counter.quoteWhy', { eligible: format.yuan(eligibleFen), rate: format.rate(rateBp) })}
        </Text>
      ))}
      <Text size="sm">{t('counter.quoteRule', { tier: tierName ?? accrual.tierId, version: accrual.ruleVersion })}</Text>
    </>
  );
}
