import { Stack, Text } from '@mantine/core';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { DataTable } from '../piece/data-table.tsx';
import type { MemberRecord } from './queries.ts';

type Place = {
  readonly key: string;
  readonly name: string;
  readonly points: number;
  readonly state: MemberRecord['rights'][number]['state'] | 'pool' | 'reserved';
  readonly reason: string | null;
};

/** HQ's pool, what is set aside for orders, and the rights of each life of a branch's till, with what can be done with them; what is empty is left out. */
export function PointPlaces({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const atHq: readonly Place[] = [
    { key: 'pool', name: t('member.places.pool'), points: member.pool, state: 'pool', reason: null },
    { key: 'reserved', name: t('member.places.reserved'), points: member.reserved, state: 'reserved', reason: null },
  ];
  const atTills = member.rights.map(({ branchId, incarnation, ...rest }) => ({ key: incarnation, name: branchName(branchId), ...rest }));
  const places = [...atHq, ...atTills].filter((place) => place.points !== 0);
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
            { key: 'state', label: t('member.places.state'), render: (place) => <State place={place} /> },
            { key: 'points', label: t('member.places.points'), isNumber: true, render: ({ points }) => format.count(points) },
          ]}
        />
      )}
      {member.expiringSoon.length > 0 && (
        <Text>
          {t('member.places.expiring', {
            list: member.expiringSoon
              .map(({ vintage, n }) => t('member.places.expiringItem', { month: vintage, n: format.count(n) }))
              .join(t('member.places.comma')),
          })}
        </Text>
      )}
    </Stack>
  );
}

function State({ place: { state, reason } }: { readonly place: Place }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Text inherit>{t(`member.places.of.${state}`)}</Text>
      {reason !== null && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}
