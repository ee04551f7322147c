import { hold } from '../violation.ts';
import type { LogRow } from './disk-reader.ts';
import { Tally } from './flow.ts';

/**
 * What becomes of orders: handed over at most once over all branches and lives, and only by the life that HQ confirmed it to in any of its
 * histories; what HQ set aside for orders is what its table of orders says.
 */
export type OrderLaw = {
  takeBranch(of: { readonly branch: string; readonly mayRepeat: boolean }, row: LogRow): void;
  takeHq(type: string, body: Readonly<Record<string, unknown>>): void;
  /** HQ is an older copy of itself. */
  forgetHq(): void;
  /** Points of a member and vintage that lie with orders which any history of HQ confirmed to this life and the present one does not know so. */
  forgottenAt(branch: string, incarnation: string): readonly (readonly [string, number])[];
};

type Slice = { readonly memberId: string; readonly vintage: string; readonly n: number };

export function createOrderLaw(): OrderLaw {
  const handed = new Map<string, string>();
  /** By history; the last is the present one. */
  const confirmed: Set<string>[] = [new Set()];
  const ended: Set<string>[] = [new Set()];
  const slices = new Map<string, readonly Slice[]>();
  const present = (sets: readonly Set<string>[]) => sets.at(-1) ?? new Set();
  return {
    takeBranch: ({ branch, mayRepeat }, row) => {
      if (row.type !== 'order_fulfilled') return;
      const { orderId } = JSON.parse(row.body) as { orderId: string };
      const before = handed.get(orderId);
      hold(before === undefined || mayRepeat, 'order', () => `order ${orderId} was handed over at ${before} and at ${branch}`);
      const name = `${orderId} ${branch} ${row.incarnation}`;
      const isConfirmed = confirmed.some((history) => history.has(name));
      hold(isConfirmed, 'order', () => `${branch} handed order ${orderId} over, which HQ never confirmed to it`);
      handed.set(orderId, branch);
    },
    takeHq: (type, body) => {
      const id = String(body['orderId']);
      if (type === 'order_confirmed') present(confirmed).add(`${id} ${String(body['branch'])} ${String(body['incarnation'])}`);
      if (type === 'order_reserved') slices.set(id, body['slices'] as readonly Slice[]);
      if (type === 'order_settled' || type === 'order_cancelled') {
        hold(!present(ended).has(id), 'order', () => `HQ ended order ${id} twice`);
        present(ended).add(id);
      }
    },
    forgetHq: () => {
      confirmed.push(new Set());
      ended.push(new Set());
    },
    forgottenAt: (branch, incarnation) => {
      const sum = new Tally();
      const names = new Set(confirmed.slice(0, -1).flatMap((history) => [...history]));
      for (const name of names) {
        const [id = '', ...life] = name.split(' ');
        if (life.join(' ') !== `${branch} ${incarnation}` || present(confirmed).has(name)) continue;
        for (const { memberId, vintage, n } of slices.get(id) ?? []) sum.add(`${memberId} ${vintage}`, n);
      }
      return sum.entries();
    },
  };
}
