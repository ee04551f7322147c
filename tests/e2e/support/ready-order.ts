import { must } from '@jifen/core';
import { RENMIN } from '../../../apps/hq-server/src/demo/branches.ts';
import { newId } from '../../../packages/ui/src/new-id.ts';
import type { HardChain } from './hard-chain.ts';
import { MANAGER, ORDERED, VIP } from './till-jobs.ts';

type Order = { readonly id: string; readonly state: string; readonly isAsked: boolean };

/** An order that a member placed and the shop has ready, as HQ and the till both know. */
export async function readyOrder({ asStaff, asHqAdmin }: HardChain): Promise<void> {
  const till = await asStaff(MANAGER);
  const { items: rewards } = await till<{ items: { id: string; name: string }[] }>('GET', '/api/rewards');
  const rewardId = must(
    rewards.find(({ name }) => name === ORDERED),
    ORDERED,
  ).id;
  await till('POST', '/api/stock/consign', { id: newId(), rewardId, difference: 1 });
  await till('POST', '/api/sync/exchange');
  const { items: members } = await asHqAdmin<{ items: { id: string }[] }>('GET', `/api/v1/members?q=${VIP.phone}`);
  const order = newId();
  const body = { id: order, memberId: must(members[0], VIP.name).id, branchId: RENMIN, rewardId, quantity: 1 };
  await asHqAdmin('POST', '/api/v1/orders', body);
  const stateOf = async (): Promise<string> => {
    await till('POST', '/api/sync/exchange');
    const { items } = await till<{ items: Order[] }>('GET', '/api/orders');
    return items.find(({ id }) => id === order)?.state ?? 'unknown';
  };
  await until(async () => (await stateOf()) === 'reserved');
  await till('POST', `/api/orders/${order}/ready`, { id: newId() });
  await until(async () => (await stateOf()) === 'ready');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the order never came that far');
}
