import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice, useFormat } from '@jifen/ui';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { DataTable } from '../piece/data-table.tsx';
import { Facts } from '../piece/facts.tsx';
import { SideDrawer } from '../piece/side-drawer.tsx';
import { useRewardStock, type RewardRecord } from './queries.ts';
import { RewardPicture } from './reward-picture.tsx';

type RewardDrawerProps = {
  readonly reward: RewardRecord | undefined;
  readonly onClose: () => void;
  /** `null`: not allowed. */
  readonly onEdit: ((reward: RewardRecord) => void) | null;
};

export function RewardDrawer({ reward, onClose, onEdit }: RewardDrawerProps): ReactNode {
  return (
    <SideDrawer title={reward?.name ?? ''} isOpen={reward !== undefined} onClose={onClose}>
      {reward !== undefined && <RewardContent reward={reward} onEdit={onEdit} />}
    </SideDrawer>
  );
}

function RewardContent({ reward, onEdit }: Pick<RewardDrawerProps, 'onEdit'> & { readonly reward: RewardRecord }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const points = t('shared.points', { n: format.count(reward.points) });
  const price = reward.cashFen === 0 ? points : t('reward.pointsAndCash', { points, cash: format.yuan(reward.cashFen) });
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <RewardPicture url={reward.pictureUrl} size={120} />
        {onEdit !== null && (
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onEdit(reward)}>
            {t('reward.edit')}
          </Button>
        )}
      </Group>
      <Facts
        facts={[
          { label: t('reward.price'), value: price },
          { label: t('reward.category'), value: reward.category },
          { label: t('reward.drugClass'), value: t(`drugClass.${reward.drugClass}`) },
          { label: t('reward.state'), value: t(reward.isActive ? 'reward.isActive' : 'reward.inactive') },
        ]}
      />
      <Text fw={600}>{t('reward.stock')}</Text>
      <Stock rewardId={reward.id} />
    </Stack>
  );
}

function Stock({ rewardId }: { readonly rewardId: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const query = useRewardStock(rewardId);
  if (query.isPending) return <Skeleton h={120} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data.items.length === 0) return <Text c="dimmed">{t('reward.noStock')}</Text>;
  return (
    <DataTable
      label={t('reward.stock')}
      items={query.data.items}
      keyOf={({ branchId }) => branchId}
      columns={[
        { key: 'branch', label: t('reward.branch'), render: ({ branchId }) => branchName(branchId) },
        { key: 'onHand', label: t('reward.onHand'), isNumber: true, render: ({ onHand }) => format.count(onHand) },
        { key: 'consigned', label: t('reward.consigned'), isNumber: true, render: ({ consigned }) => format.count(consigned) },
      ]}
    />
  );
}
