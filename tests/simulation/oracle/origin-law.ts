import { hold } from '../violation.ts';
import type { LogRow } from './disk-reader.ts';
import { Tally } from './flow.ts';

type SaleBody = {
  readonly basket: { readonly lines: readonly { readonly lineFen: number }[] };
  readonly accrual: { readonly points: number } | null;
};
type RefundBody = { readonly saleId: string; readonly lines: readonly { readonly line: number; readonly amountFen: number }[] };
type RedemptionBody = { readonly quantity: number };
type RedemptionRefundBody = { readonly redemptionId: string; readonly quantity: number };

/** I6: an id stands once, and no line or reward comes back more often than it went, over all branches. */
export type OriginLaw = { take(branch: string, row: LogRow): void; hasId(id: string): boolean; hashOf(id: string): string | undefined };

export function originLawOf(): OriginLaw {
  const hashById = new Map<string, string>();
  const sales = new Map<string, SaleBody>();
  const redemptions = new Map<string, RedemptionBody>();
  const refunded = new Tally();
  return {
    hasId: (id) => hashById.has(id),
    hashOf: (id) => hashById.get(id),
    take: (branch, row) => {
      hold(!hashById.has(row.id), 'I6', () => `${row.type} ${row.id} stands twice, the second time at ${branch}`);
      hashById.set(row.id, row.hash);
      const body: unknown = JSON.parse(row.body);
      if (row.type === 'sale_recorded') sales.set(row.id, body as SaleBody);
      if (row.type === 'reward_redeemed') redemptions.set(row.id, body as RedemptionBody);
      if (row.type === 'sale_refunded') takeRefund(body as RefundBody);
      if (row.type === 'redemption_refunded') takeReturn(body as RedemptionRefundBody);
    },
  };

  function takeRefund({ saleId, lines }: RefundBody): void {
    for (const { line, amountFen } of lines) {
      const key = `${saleId} ${line}`;
      refunded.add(key, amountFen);
      const sold = sales.get(saleId)?.basket.lines[line]?.lineFen;
      hold(
        sold !== undefined && refunded.get(key) <= sold,
        'I6',
        () => `${refunded.get(key)} fen of line ${line} of ${saleId} came back, ${sold} were sold`,
      );
    }
  }

  function takeReturn({ redemptionId, quantity }: RedemptionRefundBody): void {
    refunded.add(redemptionId, quantity);
    const handed = redemptions.get(redemptionId)?.quantity;
    hold(handed !== undefined && refunded.get(redemptionId) <= handed, 'I6', () => `more of ${redemptionId} came back than went`);
  }
}
