import { commandOf, press } from '../world/command.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { chooseMember, chooseTill } from './choose.ts';
import { callHq } from './hq-adjust.ts';

/** Goods are set aside for HQ's orders, or taken back. */
export const consign: Action = {
  name: 'consign',
  weight: 4,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const orders = ordersAt(sim, till.branch);
    // Goods that HQ has promised to somebody are what a shop takes back at the wrong time.
    const isTakingBack = sim.chance.happens(orders.some(({ state }) => state === 'reserved') ? 0.6 : 0.15);
    const difference = isTakingBack ? -sim.chance.pick([1, 1, 2, 5]) : sim.chance.int(1, 5);
    // Mostly what somebody ordered, or what the till may not have heard of yet.
    const wanted = orders.filter(({ state }) => state === (difference > 0 ? 'created' : 'reserved'));
    const isWanted = wanted.length > 0 && sim.chance.happens(0.8);
    const rewardId = isWanted ? sim.chance.pick(wanted).reward_id : sim.chance.pick(sim.rewards).id;
    // All of it, so that none is left for whoever it was promised to.
    const all = isTakingBack && sim.chance.happens(0.5) ? consignedAt(sim, till, rewardId) : 0;
    const body = { id, rewardId, difference: all > 0 ? -all : difference };
    return press(sim, till, commandOf(sim, till, { id, kind: 'consign', path: '/api/stock/consign', body, member: null }));
  },
};

function consignedAt({ diskOf }: Sim, till: TillNode, reward: string): number {
  return (
    diskOf(till)
      .reader.stock()
      .find(({ reward_id }) => reward_id === reward)?.consigned ?? 0
  );
}

/** A member orders a reward to a shop. */
export const placeOrder: Action = {
  name: 'place order',
  weight: 5,
  run: async (sim) => {
    const { branch } = sim.chance.pick(sim.tills);
    const id = sim.newId();
    const cheap = sim.rewards.slice(0, 2);
    const reward = sim.chance.pick(sim.chance.happens(0.7) ? cheap : sim.rewards);
    const memberId = chooseMember(sim);
    const quantity = sim.chance.happens(0.8) ? 1 : sim.chance.int(2, 3);
    const body = { id, branchId: branch, rewardId: reward.id, quantity, memberId };
    const outcome = await callHq(sim, { method: 'POST', path: '/api/v1/orders', body });
    return [`${branch}: ${outcome}`];
  },
};

export const cancelOrder: Action = {
  name: 'cancel order',
  weight: 1,
  run: (sim) => {
    const open = ordersAt(sim, null).filter(({ state }) => ['created', 'reserved', 'ready'].includes(state));
    if (open.length === 0) return null;
    // Somebody changes their mind when the goods lie ready, more often than before.
    const ready = open.filter(({ state }) => state === 'ready');
    const { order_id } = sim.chance.pick(ready.length > 0 && sim.chance.happens(0.5) ? ready : open);
    const call = callHq(sim, { method: 'POST', path: `/api/v1/orders/${order_id}/cancel`, body: { reason: 'simulated' } });
    return call.then((outcome) => [outcome]);
  },
};

export const readyOrder: Action = { name: 'ready order', weight: 7, run: (sim) => actOnOrder(sim, 'reserved', 'ready') };

export const fulfilOrder: Action = { name: 'fulfil order', weight: 7, run: (sim) => actOnOrder(sim, 'ready', 'fulfil') };

export const releaseOrder: Action = { name: 'release order', weight: 3, run: (sim) => actOnOrder(sim, 'ready', 'release') };

type OrderRow = {
  readonly order_id: string;
  readonly branch_id: string;
  readonly member_id: string;
  readonly reward_id: string;
  readonly quantity: number;
  readonly cash_fen: number;
  readonly state: string;
};

function ordersAt(sim: Sim, branch: string | null): readonly OrderRow[] {
  const all = sim.oracle.hq.reader().all<OrderRow>('select * from reward_order order by order_id');
  return all.filter(({ branch_id }) => branch === null || branch_id === branch);
}

const RELEASES = ['cancelled', 'not_collected', 'no_goods'] as const;

type Act = 'ready' | 'fulfil' | 'release';

/** Mostly what HQ says can be done; now and then anything. */
function actOnOrder(sim: Sim, state: string, act: Act): Promise<readonly string[]> | null {
  const isAnything = sim.chance.happens(0.1);
  const open = ordersAt(sim, null).filter((order) => isAnything || order.state === state);
  if (open.length === 0) return null;
  const order = sim.chance.pick(open);
  const tills = sim.tills.filter(({ branch, isGone }) => branch === order.branch_id && !isGone);
  const till = tills.length === 0 ? null : sim.chance.pick(tills);
  return till === null || till.running() > 2 ? null : pressOrder(sim, till, { order, act });
}

function pressOrder(sim: Sim, till: TillNode, { order, act }: { readonly order: OrderRow; readonly act: Act }): Promise<readonly string[]> {
  const id = sim.newId();
  const path = `/api/orders/${order.order_id}/${act}`;
  const of = { id, path, member: order.member_id };
  if (act === 'ready') return press(sim, till, commandOf(sim, till, { ...of, kind: 'order ready', body: { id } }));
  if (act === 'release') {
    return press(sim, till, commandOf(sim, till, { ...of, kind: 'order release', body: { id, reason: sim.chance.pick(RELEASES) } }));
  }
  const tenders = order.cash_fen === 0 ? [] : [{ method: 'cash', amountFen: order.cash_fen }];
  const handed = (answer: unknown) => (answer as { readonly points: number }).points;
  return press(sim, till, commandOf(sim, till, { ...of, kind: 'order fulfilment', body: { id, tenders }, handed }));
}
