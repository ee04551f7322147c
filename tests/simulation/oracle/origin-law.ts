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
export type OriginLaw = {
  take(branch: string, row: LogRow): void;
  hasId(id: string): boolean;
  hashOf(id: string): string | undefined;
  /** Whether some branch gave the refundable rest of this sale up. */
  isReleased(sale: string): boolean;
  /** A database of the branch was lost, put back or copied: it may have forgotten what came back. */
  excuse(branch: string): void;
  /** Whether such a branch had to do with this sale or redemption: then it may have taken back twice what it forgot. */
  isExcused(id: string): boolean;
};

export function originLawOf(): OriginLaw {
  const hashById = new Map<string, string>();
  const sales = new Map<string, SaleBody>();
  const redemptions = new Map<string, RedemptionBody>();
  const refunded = new Tally();
  const released = new Set<string>();
  const excused = new Set<string>();
  /** Where each came from and came back to. */
  const branches = new Map<string, Set<string>>();
  return {
    hasId: (id) => hashById.has(id),
    hashOf: (id) => hashById.get(id),
    isReleased: (sale) => released.has(sale),
    excuse: (branch) => excused.add(branch),
    isExcused,
    take: (branch, row) => {
      hold(!hashById.has(row.id), 'I6', () => `${row.type} ${row.id} stands twice, the second time at ${branch}`);
      hashById.set(row.id, row.hash);
      const body: unknown = JSON.parse(row.body);
      const { saleId, redemptionId } = body as { readonly saleId?: string; readonly redemptionId?: string };
      visit(saleId ?? redemptionId ?? row.id, branch);
      if (row.type === 'refund_released' && saleId !== undefined) released.add(saleId);
      if (row.type === 'sale_recorded') sales.set(row.id, body as SaleBody);
      if (row.type === 'reward_redeemed') redemptions.set(row.id, body as RedemptionBody);
      if (row.type === 'sale_refunded') takeRefund(body as RefundBody);
      if (row.type === 'redemption_refunded') takeReturn(body as RedemptionRefundBody);
    },
  };

  function visit(id: string, branch: string): void {
    branches.set(id, (branches.get(id) ?? new Set()).add(branch));
  }

  function isExcused(id: string): boolean {
    return [...(branches.get(id) ?? [])].some((branch) => excused.has(branch));
  }

  function takeRefund({ saleId, lines }: RefundBody): void {
    for (const { line, amountFen } of lines) {
      const key = `${saleId} ${line}`;
      refunded.add(key, amountFen);
      const sold = sales.get(saleId)?.basket.lines[line]?.lineFen;
      hold(
        sold !== undefined && (refunded.get(key) <= sold || isExcused(saleId)),
        'I6',
        () => `${refunded.get(key)} fen of line ${line} of ${saleId} came back, ${sold} were sold`,
      );
    }
  }

  function takeReturn({ redemptionId, quantity }: RedemptionRefundBody): void {
    refunded.add(redemptionId, quantity);
    const handed = redemptions.get(redemptionId)?.quantity;
    const isRight = handed !== undefined && (refunded.get(redemptionId) <= handed || isExcused(redemptionId));
    hold(isRight, 'I6', () => `more of ${redemptionId} came back than went`);
  }
}
