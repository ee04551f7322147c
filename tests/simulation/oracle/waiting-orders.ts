import { hold } from '../violation.ts';
import type { HqReader } from './hq-reader.ts';

type OrderRow = {
  readonly order_id: string;
  readonly member_id: string;
  readonly branch_id: string;
  readonly reward_id: string;
  readonly quantity: number;
  readonly points: number;
  readonly is_cancel_wanted: number;
};

/**
 * I9 for orders: when everybody has said everything, none waits for what is there. Its person's points lie in the pool or at tills that
 * would give them back, and its goods are kept for nobody else. `branches`: those with a till at work.
 */
export function checkWaitingOrders(reader: HqReader, branches: ReadonlySet<string>): void {
  const waiting = reader.all<OrderRow>("select * from reward_order where state = 'created'").filter((row) => branches.has(row.branch_id));
  for (const order of waiting) {
    const name = `order ${order.order_id} at ${order.branch_id}`;
    hold(order.is_cancel_wanted === 0, 'I9', () => `${name} waits, and nobody wants it`);
    const ids = personOf(reader, order.member_id);
    const goods = freeGoodsOf(reader, order);
    const points = pointsOf(reader, ids);
    const ordered = waiting.filter((other) => ids.has(other.member_id)).reduce((sum, other) => sum + other.points, 0);
    const isPaid = points.debt === 0 && points.n >= ordered;
    hold(goods < order.quantity || !isPaid, 'I9', () => `${name} waits, with ${goods} pieces and ${points.n} points for ${ordered}`);
  }
}

function personOf(reader: HqReader, member: string): ReadonlySet<string> {
  const links = new Map(
    reader.all<{ member_id: string; into_id: string }>('select * from link').map(({ member_id, into_id }) => [member_id, into_id]),
  );
  const root = links.get(member) ?? member;
  return new Set([root, ...[...links].filter(([, of]) => of === root).map(([id]) => id)]);
}

function freeGoodsOf(reader: HqReader, { branch_id, reward_id }: OrderRow): number {
  const isHere = (row: { readonly branch_id: string; readonly reward_id: string }) =>
    row.branch_id === branch_id && row.reward_id === reward_id;
  const kept = reader
    .all<{ branch_id: string; reward_id: string; consigned: number }>(
      "select stock.* from stock join incarnation using (branch_id, incarnation) where incarnation.state = 'active'",
    )
    .filter(isHere);
  const promised = reader.all<OrderRow>("select * from reward_order where state in ('reserved', 'ready')").filter(isHere);
  return kept.reduce((sum, { consigned }) => sum + consigned, 0) - promised.reduce((sum, { quantity }) => sum + quantity, 0);
}

function pointsOf(reader: HqReader, ids: ReadonlySet<string>): { readonly n: number; readonly debt: number } {
  const isTheirs = ({ member_id }: { readonly member_id: string }) => ids.has(member_id);
  const working = new Set(
    reader
      .incarnations()
      .filter(({ state }) => state === 'active')
      .map(({ incarnation }) => incarnation),
  );
  const inPools = reader.pool().filter(isTheirs);
  const atTills = reader.rights().filter((row) => isTheirs(row) && working.has(row.incarnation));
  const totals = reader.totals().filter(isTheirs);
  return {
    n:
      inPools.reduce((sum, { n }) => sum + Math.max(0, n), 0) +
      atTills.reduce((sum, row) => sum + row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned, 0),
    debt: totals.reduce((sum, { owed, absorbed }) => sum + owed - absorbed, 0),
  };
}
