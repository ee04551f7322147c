import { Button, Group, Text } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconGift, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { activeColumn } from '../piece/active-column.tsx';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { useRewards, type RewardRecord } from './queries.ts';
import { RewardDrawer } from './reward-drawer.tsx';
import { RewardForm } from './reward-form.tsx';
import { RewardPicture } from './reward-picture.tsx';

export function RewardScreen(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams<{ id?: string }>();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  const query = useRewards();
  const [edited, setEdited] = useState<RewardRecord | 'new' | null>(null);
  const close = (): void => setEdited(null);
  const opened = query.data?.pages.flatMap(({ items }) => items).find((reward) => reward.id === id);
  return (
    <>
      <PageHead title={t('reward.title')} hint={t('reward.hint')}>
        {isHqAdmin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t('reward.create')}
          </Button>
        )}
      </PageHead>
      <List
        label={t('reward.list')}
        query={query}
        columns={useColumns()}
        keyOf={(reward) => reward.id}
        onOpen={(reward) => address.go(`/rewards/${reward.id}`)}
        openLabel={({ name }) => t('reward.open', { name })}
        empty={<EmptyState icon={IconGift} title={t('reward.emptyTitle')} hint={t('reward.emptyHint')} />}
      />
      <RewardDrawer reward={opened} onClose={() => address.go('/rewards')} onEdit={isHqAdmin ? setEdited : null} />
      <Dialog title={t(edited === 'new' ? 'reward.createTitle' : 'reward.editTitle')} isOpen={edited !== null} onClose={close} size={560}>
        {edited !== null && <RewardForm reward={edited === 'new' ? null : edited} onDone={close} />}
      </Dialog>
    </>
  );
}

function useColumns(): readonly Column<RewardRecord>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: 'name',
      label: t('reward.name'),
      render: ({ name, pictureUrl }) => (
        <Group gap="sm" wrap="nowrap">
          <RewardPicture url={pictureUrl} size={36} />
          {name}
        </Group>
      ),
    },
    { key: 'category', label: t('reward.category'), render: ({ category }) => category },
    { key: 'class', label: t('reward.drugClass'), from: 'lg', render: ({ drugClass }) => t(`drugClass.${drugClass}`) },
    {
      key: 'points',
      label: t('reward.points'),
      isNumber: true,
      render: ({ points }) => (
        <Text inherit fw={600}>
          {format.count(points)}
        </Text>
      ),
    },
    { key: 'cash', label: t('reward.cash'), isNumber: true, render: ({ cashFen }) => (cashFen === 0 ? '—' : format.yuan(cashFen)) },
    activeColumn({ label: t('reward.state'), active: t('reward.isActive'), inactive: t('reward.inactive') }),
  ];
}
