import { Anchor, Button, SegmentedControl, Text } from '@mantine/core';
import { EmptyState, StateBadge, useFormat, type Tone } from '@jifen/ui';
import { IconCircleCheck, IconCircleX, IconClock, IconPackage, IconShoppingBag, type Icon } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBranchName } from '../branch/queries.ts';
import { useMember } from '../member/queries.ts';
import { useNameOf } from '../person/use-name-of.ts';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { CancelForm } from './cancel-form.tsx';
import classes from './order.module.css';
import { useOrders, type Order } from './queries.ts';

export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const isOpen = address.get('state') !== 'all';
  const [cancelled, setCancelled] = useState<Order | null>(null);
  const close = (): void => setCancelled(null);
  return (
    <>
      <PageHead title={t('order.title')} hint={t('order.hint')}>
        <SegmentedControl
          aria-label={t('order.filter')}
          data={[
            { value: 'open', label: t('order.open') },
            { value: 'all', label: t('order.all') },
          ]}
          value={isOpen ? 'open' : 'all'}
          onChange={(next) => address.set({ state: next === 'open' ? '' : next })}
        />
      </PageHead>
      <List
        label={t('order.list')}
        query={useOrders(isOpen)}
        columns={useColumns(setCancelled)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={IconShoppingBag} title={t(isOpen ? 'order.emptyOpenTitle' : 'order.emptyTitle')} hint={t('order.emptyHint')} />
        }
      />
      <Dialog title={t('order.cancelTitle', { name: cancelled?.rewardName ?? '' })} isOpen={cancelled !== null} onClose={close}>
        {cancelled !== null && <CancelForm order={cancelled} onDone={close} />}
      </Dialog>
    </>
  );
}

function useColumns(onCancel: (order: Order) => void): readonly Column<Order>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  return [
    { key: 'reward', label: t('order.reward'), render: ({ rewardName, quantity }) => `${rewardName} ×\u00A0${format.count(quantity)}` },
    { key: 'member', label: t('order.member'), render: ({ memberId }) => <MemberLink id={memberId} /> },
    { key: 'branch', label: t('order.branch'), render: ({ branchId }) => branchName(branchId) },
    {
      key: 'price',
      label: t('order.price'),
      isNumber: true,
      render: ({ points, cashFen }) => {
        const price = { points: format.count(points), cash: format.yuan(cashFen) };
        return t(cashFen > 0 ? 'order.cash' : 'order.points', price);
      },
    },
    { key: 'state', label: t('order.state'), render: (order) => <OrderStateBadge order={order} /> },
    { key: 'at', label: t('order.at'), from: 'lg', render: ({ createdAt }) => format.dateTime(createdAt) },
    {
      key: 'action',
      label: t('order.action'),
      isNumber: true,
      render: (order) =>
        looks[order.state].isOpen && !order.isCancelWanted ? (
          <Button size="xs" variant="default" onClick={() => onCancel(order)}>
            {t('order.cancel')}
          </Button>
        ) : (
          '—'
        ),
    },
  ];
}

function MemberLink({ id }: { readonly id: string }): ReactNode {
  const { data } = useMember(id);
  const nameOf = useNameOf();
  return (
    <Anchor component={Link} href={`/members/${id}`} className={classes['member']}>
      {data === undefined ? id.slice(-6) : nameOf(data)}
    </Anchor>
  );
}

const looks: Readonly<Record<Order['state'], { readonly tone: Tone; readonly icon: Icon; readonly isOpen: boolean }>> = {
  created: { tone: 'waiting', icon: IconClock, isOpen: true },
  reserved: { tone: 'waiting', icon: IconPackage, isOpen: true },
  ready: { tone: 'good', icon: IconShoppingBag, isOpen: true },
  fulfilled: { tone: 'neutral', icon: IconCircleCheck, isOpen: false },
  cancelled: { tone: 'neutral', icon: IconCircleX, isOpen: false },
  expired: { tone: 'neutral', icon: IconCircleX, isOpen: false },
};

const WAITS = ['points_missing', 'goods_missing'];

function OrderStateBadge({ order: { state, reason, isCancelWanted } }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const { tone, icon } = looks[state];
  const isWaiting = state === 'created' && reason !== null && WAITS.includes(reason);
  return (
    <div className={classes['state']}>
      <StateBadge tone={tone} icon={icon}>
        {t(`order.states.${state}`)}
      </StateBadge>
      {isWaiting && (
        <Text size="sm" c="dimmed">
          {t(`order.waits.${reason}`)}
        </Text>
      )}
      {isCancelWanted && looks[state].isOpen && (
        <Text size="sm" c="dimmed">
          {t('order.wanted')}
        </Text>
      )}
    </div>
  );
}
