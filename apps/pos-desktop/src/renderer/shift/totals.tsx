import { Amount, useFormat } from '@jifen/ui';
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { XReport } from '../api/model.ts';
import { Facts, type FactsProps } from '../shell/facts.tsx';
import classes from './shift.module.css';

type Totals = XReport['totals'];

/** What a shift came to: money by way of payment, what the drawer should hold, points, and what was done how often. */
export function ShiftTotals({ totals }: { readonly totals: Totals }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { cash, tenders, counts, points } = totals;
  const CASH = ['floatFen', 'salesFen', 'refundsFen', 'paidInFen', 'paidOutFen', 'expectedFen'] as const;
  const POINTS = ['issued', 'redeemed', 'takenBack', 'restored'] as const;
  const COUNTS = [
    'sales',
    'refunds',
    'voids',
    'redemptions',
    'redemptionRefunds',
    'offline',
    'drawerOpenings',
    'reprints',
    'overrides',
  ] as const;
  return (
    <div className={classes['totals']}>
      <Part
        title={t('shift.cashPart')}
        facts={CASH.map((key) => ({ label: t(`shift.cash.${key}`), value: <Money amountFen={cash[key]} /> }))}
      />
      <Part
        title={t('shift.tenderPart')}
        facts={tenders.map(({ method, salesFen, refundsFen }) => ({
          label: t(`tender.${method}`),
          value: (
            <>
              <Money amountFen={salesFen} />
              {refundsFen !== 0 && refundsFen !== null && <Text size="sm" c="dimmed">{`− ${format.yuan(refundsFen)}`}</Text>}
            </>
          ),
        }))}
      />
      <Part
        title={t('shift.pointsPart')}
        facts={POINTS.map((key) => ({ label: t(`shift.points.${key}`), value: format.count(points[key]) }))}
      />
      <Part
        title={t('shift.countsPart')}
        facts={COUNTS.map((key) => ({ label: t(`shift.counts.${key}`), value: format.count(counts[key]) }))}
      />
    </div>
  );
}

function Part({ title, facts }: { readonly title: string; readonly facts: FactsProps['facts'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <Facts facts={facts.length === 0 ? [{ label: t('shared.none'), value: '' }] : facts} />
    </section>
  );
}

/** What whoever counts the drawer may not see yet is a dash. */
function Money({ amountFen }: { readonly amountFen: number | null }): ReactNode {
  const { t } = useTranslation();
  return amountFen === null ? <Text c="dimmed">{t('shift.hidden')}</Text> : <Amount amountFen={amountFen} />;
}
