import { hold } from '../violation.ts';
import type { HqReader } from './hq-reader.ts';
import type { People } from './people.ts';

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
 * I9 at HQ: when everybody has said everything, nothing waits for what is there. `oldest`: the month now; points of earlier ones are over.
 * It holds while nobody is missing after a restore of HQ: until then HQ moves nothing.
 */
export function checkRest(reader: HqReader, { oldest, people }: { readonly oldest: string; readonly people: People }): void {
  checkOrders(reader, people);
  for (const { member_id: member } of reader.totals()) {
    const { n, debt, expired } = pointsOf(reader, people.idsOf(member), oldest);
    hold(n === 0 || debt <= 0, 'I9', () => `${member} owes ${debt} and has ${n} points`);
    hold(expired === 0, 'I9', () => `${expired} of ${member}'s points are over and still lie there`);
  }
}

/** No order waits whose person's points are there and whose goods are kept for nobody else. */
function checkOrders(reader: HqReader, people: People): void {
  const branches = new Set(reader.incarnations().flatMap(({ branch_id, state }) => (state === 'active' ? [branch_id] : [])));
  const waiting = reader.all<OrderRow>("select * from reward_order where state = 'created'").filter((row) => branches.has(row.branch_id));
  for (const order of waiting) {
    const name = `order ${order.order_id} at ${order.branch_id}`;
    hold(order.is_cancel_wanted === 0, 'I9', () => `${name} waits, and nobody wants it`);
    const ids = people.idsOf(order.member_id);
    const goods = freeGoodsOf(reader, order);
    const { n, debt } = pointsOf(reader, ids);
    const ordered = waiting.filter((other) => ids.includes(other.member_id)).reduce((sum, other) => sum + other.points, 0);
    // A till that had the member before it a moment ago by HQ's clock, which may just have been set right, goes first.
    const wanted = reader
      .all<{ member_id: string; n: number }>('select member_id, n from want')
      .filter((want) => ids.includes(want.member_id));
    const free = n - wanted.reduce((sum, want) => sum + want.n, 0);
    const isPaid = debt === 0 && free >= ordered;
    hold(goods < order.quantity || !isPaid, 'I9', () => `${name} waits, with ${goods} pieces and ${free} points for ${ordered}`);
  }
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

/** `n`: what lies in the person's pools and at tills that would give it back; `expired` is the part of it from months before `oldest`. */
type PersonPoints = { readonly n: number; readonly expired: number; readonly debt: number };

function pointsOf(reader: HqReader, ids: readonly string[], oldest = ''): PersonPoints {
  const working = new Set(reader.incarnations().flatMap(({ state, incarnation }) => (state === 'active' ? [incarnation] : [])));
  const lying = [
    ...reader.pool().map((row) => ({ ...row, n: Math.max(0, row.n) })),
    ...reader
      .rights()
      .filter(({ incarnation }) => working.has(incarnation))
      .map((row) => ({ ...row, n: row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned })),
  ].filter(({ member_id }) => ids.includes(member_id));
  const totals = reader.totals().filter(({ member_id }) => ids.includes(member_id));
  return {
    n: lying.reduce((sum, { n }) => sum + n, 0),
    expired: lying.reduce((sum, { n, vintage }) => (vintage < oldest ? sum + n : sum), 0),
    debt: totals.reduce((sum, { owed, absorbed }) => sum + owed - absorbed, 0),
  };
}
