import { Group, Select, Text, TextInput } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconCashRegister } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useStaffName } from '../audit/queries.ts';
import { useBranchChoices, useBranchName } from '../branch/queries.ts';
import type { Column } from '../piece/data-table.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { Difference } from './difference.tsx';
import { useShifts, type Shift } from './queries.ts';
import { ShiftDrawer } from './shift-drawer.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

export function ShiftScreen(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams<{ id?: string }>();
  const address = useAddress();
  const filter = { branchId: address.get('branch'), date: address.get('date') };
  const isFiltered = filter.branchId !== '' || filter.date !== '';
  return (
    <>
      <PageHead title={t('shift.title')} hint={t('shift.hint')} />
      <Filter />
      <List
        label={t('shift.list')}
        query={useShifts(filter)}
        columns={useColumns()}
        keyOf={(shift) => shift.id}
        onOpen={(shift) => address.go(`/shifts/${shift.id}`)}
        openLabel={({ shiftNo }) => t('shift.open', { no: shiftNo })}
        empty={
          <EmptyState
            icon={IconCashRegister}
            title={t(isFiltered ? 'shift.noneTitle' : 'shift.emptyTitle')}
            hint={t(isFiltered ? 'shift.noneHint' : 'shift.emptyHint')}
          />
        }
      />
      <ShiftDrawer id={id} onClose={() => address.go('/shifts')} />
    </>
  );
}

function Filter(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  const branches = useBranchChoices();
  return (
    <Group mb="md" align="flex-end">
      {isHqAdmin && (
        <Select
          label={t('shift.branch')}
          data={[{ value: '', label: t('shift.allBranches') }, ...branches]}
          value={address.get('branch')}
          allowDeselect={false}
          onChange={(branch) => address.set({ branch: branch ?? '' })}
        />
      )}
      <TextInput
        type="date"
        label={t('shift.date')}
        value={address.get('date')}
        onChange={(event) => address.set({ date: event.currentTarget.value })}
      />
    </Group>
  );
}

function useColumns(): readonly Column<Shift>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const staffName = useStaffName();
  return [
    { key: 'no', label: t('shift.no'), render: ({ shiftNo }) => shiftNo },
    { key: 'branch', label: t('shift.branch'), render: ({ branchId }) => branchName(branchId) },
    { key: 'date', label: t('shift.date'), from: 'lg', render: ({ businessDate }) => businessDate },
    {
      key: 'opened',
      label: t('shift.opened'),
      render: ({ openedAt, openedBy }) => <When at={format.dateTime(openedAt)} name={openedBy === null ? '' : staffName(openedBy)} />,
    },
    {
      key: 'closed',
      label: t('shift.closed'),
      render: ({ closedAt, closedBy }) =>
        closedAt === null ? t('shift.isOpen') : <When at={format.dateTime(closedAt)} name={closedBy === null ? '' : staffName(closedBy)} />,
    },
    {
      key: 'difference',
      label: t('shift.difference'),
      isNumber: true,
      render: ({ differenceFen }) => (differenceFen === null ? '—' : <Difference differenceFen={differenceFen} />),
    },
    { key: 'verdict', label: t('shift.verdict'), render: (shift) => <VerdictBadge shift={shift} /> },
  ];
}

function When({ at, name }: { readonly at: string; readonly name: string }): ReactNode {
  return (
    <>
      {at}
      {name !== '' && (
        <Text size="sm" c="dimmed">
          {name}
        </Text>
      )}
    </>
  );
}
