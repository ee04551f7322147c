import { Stack, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { DataTable } from '../piece/data-table.tsx';
import type { MemberRecord } from './queries.ts';

type Place = { readonly key: string; readonly name: string; readonly points: number };

/** HQ's pool and each branch's rights; what is empty is left out. */
export function PointPlaces({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const places: readonly Place[] = [
    { key: 'pool', name: t('member.places.pool'), points: member.pool },
    ...member.rights.map(({ branchId, points }) => ({ key: branchId, name: branchName(branchId), points })),
  ].filter((place) => place.points !== 0);
  return (
    <Stack>
      <Text c="dimmed">{t('member.places.hint')}</Text>
      {places.length === 0 ? (
        <Text>{t('member.places.empty')}</Text>
      ) : (
        <DataTable
          label={t('member.tab.places')}
          items={places}
          keyOf={({ key }) => key}
          columns={[
            { key: 'name', label: t('member.places.branch'), render: ({ name }) => name },
            { key: 'points', label: t('member.places.points'), isNumber: true, render: ({ points }) => format.count(points) },
          ]}
        />
      )}
    </Stack>
  );
}
