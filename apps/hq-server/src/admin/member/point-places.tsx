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
  /** Null: at HQ. */
  readonly state: MemberRecord['rights'][number]['state'] | null;
  readonly reason: string | null;
};

/** HQ's pool and the rights of each life of a branch's till, with what can be done with them; what is empty is left out. */
export function PointPlaces({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const places: readonly Place[] = [
    { key: 'pool', name: t('member.places.pool'), points: member.pool, state: null, reason: null },
    ...member.rights.map(({ branchId, incarnation, ...rest }) => ({ key: incarnation, name: branchName(branchId), ...rest })),
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
      <Text inherit>{t(state === null ? 'member.places.atHq' : `member.places.of.${state}`)}</Text>
      {reason !== null && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}
