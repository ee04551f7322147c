import { Button, Text } from '@mantine/core';
import { EmptyState, RewardPicture, useFormat } from '@jifen/ui';
import { IconGift } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Pages } from '../piece/pages.tsx';
import { Screen } from '../piece/screen.tsx';
import { useBranchName, useMe, useOfferedRewards, type OfferedReward } from '../queries.ts';
import classes from './reward.module.css';

export function RewardScreen(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: me } = useMe();
  return (
    <Screen title={t('reward.title')}>
      <Text mih={56}>{me === undefined ? t('reward.how') : t('reward.haveAndHow', { n: format.count(me.available) })}</Text>
      <Pages
        query={useOfferedRewards()}
        itemHeight={150}
        empty={<EmptyState icon={IconGift} title={t('reward.emptyTitle')} hint={t('reward.emptyHint')} />}
      >
        {(rewards) => (
          <ul className={classes['list']} aria-label={t('reward.list')}>
            {rewards.map((reward) => (
              <Offer key={reward.id} reward={reward} available={me?.available ?? null} />
            ))}
          </ul>
        )}
      </Pages>
    </Screen>
  );
}

function Offer({ reward, available }: { readonly reward: OfferedReward; readonly available: number | null }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const points = format.count(reward.points);
  const price =
    reward.cashFen === 0 ? t('reward.price', { points }) : t('reward.priceWithCash', { points, cash: format.yuan(reward.cashFen) });
  return (
    <li className={classes['offer']}>
      <RewardPicture url={reward.pictureUrl} base={import.meta.env.BASE_URL} size={92} />
      <div className={classes['text']}>
        <div className={classes['name']}>{reward.name}</div>
        <div className={classes['price']}>{price}</div>
        {available !== null && <Reach missing={reward.points - available} />}
      </div>
      <Stock stock={reward.stock} />
      {available !== null && available >= reward.points && (
        <Button
          className={classes['order'] ?? ''}
          component={Link}
          href={`/rewards/${reward.id}/order`}
          variant="light"
          aria-label={`${t('order.make')} ${reward.name}`}
        >
          {t('order.make')}
        </Button>
      )}
    </li>
  );
}

function Reach({ missing }: { readonly missing: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['reach']}>{missing <= 0 ? `✓ ${t('reward.enough')}` : t('reward.missing', { n: format.count(missing) })}</div>
  );
}

/** What lies in the shops and is not kept for an order. */
function Stock({ stock }: { readonly stock: OfferedReward['stock'] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const places = stock.filter(({ onHand }) => onHand > 0);
  if (places.length === 0) return <div className={classes['stock']}>{t('reward.noStock')}</div>;
  return (
    <ul className={classes['stock']} aria-label={t('reward.where')}>
      {places.map(({ branchId, onHand }) => (
        <li key={branchId}>{t('reward.inStock', { branch: branchName(branchId) ?? branchId, n: format.count(onHand) })}</li>
      ))}
    </ul>
  );
}
