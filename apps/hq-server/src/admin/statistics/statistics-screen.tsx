import { Group, Select, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { answerOf, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { IconChartBar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices, useBranchName } from '../branch/queries.ts';
import { DataTable, type Column } from '../piece/data-table.tsx';
import { Figures } from '../piece/figures.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { useStatistics, type FiguresOf, type Statistics } from './queries.ts';

export function StatisticsScreen(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const query = useStatistics({ from: address.get('from'), to: address.get('to'), branchId: address.get('branch') });
  return (
    <>
      <PageHead title={t('statistics.title')} hint={t('statistics.hint')} />
      <Filter range={query.data ?? null} />
      {query.isPending && <Skeleton h={420} radius="lg" />}
      {query.isError && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && !query.isError && <Content statistics={query.data} />}
    </>
  );
}

/** Empty dates stand for the last thirty days; the answer tells which those are. */
function Filter({ range }: { readonly range: Pick<Statistics, 'from' | 'to'> | null }): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  const branches = useBranchChoices();
  const dateField = (name: 'from' | 'to'): ReactNode => (
    <TextInput
      type="date"
      label={t(`statistics.${name}`)}
      value={address.get(name) === '' ? (range?.[name] ?? '') : address.get(name)}
      onChange={(event) => address.set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Group mb="md" align="flex-end">
      {dateField('from')}
      {dateField('to')}
      {isHqAdmin && (
        <Select
          label={t('statistics.branch')}
          data={[{ value: '', label: t('statistics.allBranches') }, ...branches]}
          value={address.get('branch')}
          allowDeselect={false}
          onChange={(branch) => address.set({ branch: branch ?? '' })}
        />
      )}
    </Group>
  );
}

function Content({ statistics }: { readonly statistics: Statistics }): ReactNode {
  const { t } = useTranslation();
  const branchName = useBranchName();
  const columns = useFigureColumns();
  if (statistics.byDate.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconChartBar} title={t('statistics.emptyTitle')} hint={t('statistics.emptyHint')} />
      </div>
    );
  }
  return (
    <Stack gap="lg">
      <Totals statistics={statistics} />
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('statistics.byBranch')}
        </Title>
        <DataTable
          label={t('statistics.byBranch')}
          items={statistics.byBranch}
          keyOf={({ branchId }) => branchId}
          columns={[{ key: 'branch', label: t('statistics.branch'), render: ({ branchId }) => branchName(branchId) }, ...columns]}
        />
      </Stack>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('statistics.byDate')}
        </Title>
        <DataTable
          label={t('statistics.byDate')}
          items={statistics.byDate.toReversed()}
          keyOf={({ date }) => date}
          columns={[{ key: 'date', label: t('statistics.date'), render: ({ date }) => date }, ...columns]}
        />
      </Stack>
    </Stack>
  );
}

function Totals({ statistics: { sales, refunds, points, newMembers, goodwill } }: { readonly statistics: Statistics }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Figures
      figures={[
        { label: t('statistics.salesAmount'), value: format.yuan(sales.amountFen) },
        { label: t('statistics.salesCount'), value: format.count(sales.count) },
        { label: t('statistics.refundsAmount'), value: format.yuan(refunds.amountFen) },
        { label: t('statistics.issued'), value: format.count(points.issued) },
        { label: t('statistics.redeemed'), value: format.count(points.redeemed) },
        { label: t('statistics.settled'), value: format.count(points.settled) },
        { label: t('statistics.newMembers'), value: format.count(newMembers) },
        { label: t('statistics.goodwill'), value: format.count(goodwill), ...(goodwill > 0 ? { tone: 'bad' as const } : {}) },
      ]}
    />
  );
}

function useFigureColumns<T extends FiguresOf>(): readonly Column<T>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'count', label: t('statistics.salesCount'), isNumber: true, render: ({ sales }) => format.count(sales.count) },
    { key: 'amount', label: t('statistics.salesAmount'), isNumber: true, render: ({ sales }) => format.yuan(sales.amountFen) },
    {
      key: 'refunds',
      label: t('statistics.refundsAmount'),
      isNumber: true,
      from: 'md',
      render: ({ refunds }) => format.yuan(refunds.amountFen),
    },
    { key: 'issued', label: t('statistics.issued'), isNumber: true, render: ({ points }) => format.count(points.issued) },
    { key: 'redeemed', label: t('statistics.redeemed'), isNumber: true, render: ({ points }) => format.count(points.redeemed) },
    { key: 'reversed', label: t('statistics.reversed'), isNumber: true, from: 'lg', render: ({ points }) => format.count(points.reversed) },
    { key: 'settled', label: t('statistics.settled'), isNumber: true, from: 'lg', render: ({ points }) => format.count(points.settled) },
    { key: 'new', label: t('statistics.newMembers'), isNumber: true, from: 'md', render: ({ newMembers }) => format.count(newMembers) },
  ];
}
