import { Button, NativeSelect, Skeleton, Text } from '@mantine/core';
import { answerOf, EmptyState, ErrorNotice, newId, RewardPicture, useFormat } from '@jifen/ui';
import { IconGift, IconShoppingBag } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'wouter';
import { Screen } from '../piece/screen.tsx';
import { useBranches, useMe, useOfferedRewards, type Branch, type Me, type OfferedReward } from '../queries.ts';
import classes from './order.module.css';
import { useMakeOrder } from './queries.ts';

/** One reward, where to pick it up, and how many. */
export function NewOrderScreen(): ReactNode {
  const { t } = useTranslation();
  const { id } = useParams<{ id: string }>();
  const [me, branches, rewards] = [useMe(), useBranches(), useOfferedRewards()];
  const error = me.error ?? branches.error ?? rewards.error;
  const reward = rewards.data?.pages.flatMap((page) => page.items).find((item) => item.id === id);
  const isKnown = me.data !== undefined && branches.data !== undefined && rewards.data !== undefined;
  const retry = (): void => {
    for (const query of [me, branches, rewards]) void query.refetch();
  };
  return (
    <Screen title={t('order.makeTitle')} back="/rewards">
      {isKnown && reward !== undefined && <NewOrder reward={reward} me={me.data} branches={branches.data.items} />}
      {isKnown && reward === undefined && (
        <EmptyState icon={IconGift} title={t('order.gone')}>
          <Button component={Link} href="/rewards" variant="light">
            {t('order.toRewards')}
          </Button>
        </EmptyState>
      )}
      {!isKnown && error === null && (
        <output aria-label={t('shared.loading')}>
          <Skeleton h={320} radius="lg" />
        </output>
      )}
      {!isKnown && error !== null && <ErrorNotice error={answerOf(error)} onRetry={retry} />}
    </Screen>
  );
}

type NewOrderProps = { readonly reward: OfferedReward; readonly me: Me; readonly branches: readonly Branch[] };

const MOST_PIECES = 10;

function NewOrder({ reward, me, branches }: NewOrderProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  // One id for this page: a second press or a retry after a lost answer orders nothing twice.
  const [id] = useState(newId);
  const [branchId, setBranchId] = useState(me.lastBranch ?? me.homeBranch);
  const [quantity, setQuantity] = useState(1);
  const make = useMakeOrder();
  const points = reward.points * quantity;
  const missing = points - me.available;
  const most = Math.max(1, Math.min(MOST_PIECES, Math.floor(me.available / Math.max(1, reward.points))));
  const keptAt = new Set(reward.stock.filter(({ consigned }) => consigned > 0).map((stock) => stock.branchId));
  const price = { points: format.count(points), cash: format.yuan(reward.cashFen * quantity) };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ id, branchId, rewardId: reward.id, quantity }, { onSuccess: () => navigate('/orders') });
      }}
    >
      <div className={classes['reward']}>
        <RewardPicture url={reward.pictureUrl} base={import.meta.env.BASE_URL} size={92} />
        <h2 className={classes['name']}>{reward.name}</h2>
      </div>
      <NativeSelect
        size="lg"
        label={t('order.branch')}
        description={t(keptAt.has(branchId) ? 'order.kept' : 'order.notKept')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={branches.map(({ id: value, name }) => ({
          value,
          label: t(keptAt.has(value) ? 'order.hasGoods' : 'order.waitsForGoods', { branch: name }),
        }))}
        value={branchId}
        onChange={(event) => setBranchId(event.currentTarget.value)}
      />
      <NativeSelect
        size="lg"
        label={t('order.quantity')}
        data={Array.from({ length: most }, (_, i) => ({ value: String(i + 1), label: t('order.pieces', { n: format.count(i + 1) }) }))}
        value={String(quantity)}
        onChange={(event) => setQuantity(Number(event.currentTarget.value))}
      />
      <Text>{missing > 0 ? t('order.tooDear', { n: format.count(missing) }) : t('order.left', { n: format.count(0 - missing) })}</Text>
      {make.error !== null && <ErrorNotice error={answerOf(make.error)} />}
      <Button
        type="submit"
        className={classes['submit'] ?? ''}
        leftSection={<IconShoppingBag size={22} aria-hidden />}
        disabled={missing > 0}
        loading={make.isPending}
      >
        {t(reward.cashFen > 0 ? 'order.submitWithCash' : 'order.submit', price)}
      </Button>
      <Text c="dimmed">{t('order.how')}</Text>
    </form>
  );
}
