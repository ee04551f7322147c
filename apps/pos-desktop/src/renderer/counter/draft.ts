import type { Alias, LineRequest, Product } from '../api/model.ts';
import { noPayment, type Payment } from '../payment/payment.ts';

/** What the cashier has put together and not committed. Kept over errors, reloads and changes of the screen. */
export type Draft = {
  readonly version: 1;
  readonly memberId: string | null;
  /** A card or phone that nobody here knows: the points wait for HQ to find the owner. */
  readonly alias: Alias | null;
  /** The command id of this sale, made before the first try and kept for every retry. */
  readonly saleId: string;
  readonly lines: readonly DraftLine[];
  readonly payment: Payment;
  readonly redemptionId: string;
  readonly rewardId: string | null;
  readonly rewardQuantity: number;
};

export type DraftLine =
  | {
      readonly kind: 'product';
      readonly key: string;
      readonly productId: string;
      readonly barcode: string;
      readonly name: string;
      readonly unitPriceFen: number;
      readonly quantity: number;
      readonly earns: boolean;
    }
  | { readonly kind: 'amount'; readonly key: string; readonly amountFen: number; readonly earns: boolean };

export const MAX_QUANTITY = 9_999;

export type DraftIds = { readonly saleId: string; readonly redemptionId: string };

export function emptyDraft(ids: DraftIds): Draft {
  return { version: 1, memberId: null, alias: null, ...ids, lines: [], payment: noPayment, rewardId: null, rewardQuantity: 1 };
}

/** Goods already in the basket become more of them, in their place; else a new line at the end. */
export function addProduct(draft: Draft, product: Product, quantity: number): Draft {
  const known = draft.lines.find((line) => line.kind === 'product' && line.productId === product.id);
  if (known !== undefined && known.kind === 'product') return setQuantity(draft, known.key, known.quantity + quantity);
  const { id: productId, barcode, name, priceFen: unitPriceFen, earns } = product;
  return {
    ...draft,
    lines: [...draft.lines, { kind: 'product', key: productId, productId, barcode, name, unitPriceFen, quantity, earns }],
  };
}

export function addAmount(draft: Draft, amountFen: number, key: string): Draft {
  return { ...draft, lines: [...draft.lines, { kind: 'amount', key, amountFen, earns: true }] };
}

export function setQuantity(draft: Draft, key: string, quantity: number): Draft {
  const wanted = Math.min(Math.max(1, quantity), MAX_QUANTITY);
  return {
    ...draft,
    lines: draft.lines.map((line) => (line.key === key && line.kind === 'product' ? { ...line, quantity: wanted } : line)),
  };
}

export function setEarns(draft: Draft, key: string, earns: boolean): Draft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key && line.kind === 'amount' ? { ...line, earns } : line)) };
}

export function removeLine(draft: Draft, key: string): Draft {
  return { ...draft, lines: draft.lines.filter((line) => line.key !== key) };
}

export function lineFenOf(line: DraftLine): number {
  return line.kind === 'product' ? line.unitPriceFen * line.quantity : line.amountFen;
}

export function totalFenOf(draft: Draft): number {
  return draft.lines.reduce((sum, line) => sum + lineFenOf(line), 0);
}

export function lineRequestsOf(draft: Draft): LineRequest[] {
  return draft.lines.map((line) =>
    line.kind === 'product'
      ? { kind: 'product', productId: line.productId, quantity: line.quantity }
      : { kind: 'amount', amountFen: line.amountFen, earns: line.earns },
  );
}

/**
 * What is left of a basket when what was sent has been dealt with: nothing, or what was scanned meanwhile. It is another
 * customer's, or the start of one.
 */
export function restAfter(sent: Draft, now: Draft, ids: DraftIds): Draft {
  const lines = now.lines.flatMap((line): readonly DraftLine[] => {
    const before = sent.lines.find(({ key }) => key === line.key);
    if (before === undefined) return [line];
    if (line.kind !== 'product' || before.kind !== 'product' || line.quantity <= before.quantity) return [];
    return [{ ...line, quantity: line.quantity - before.quantity }];
  });
  const isOther = now.memberId !== sent.memberId || now.alias !== sent.alias;
  return { ...emptyDraft(ids), lines, ...(isOther ? { memberId: now.memberId, alias: now.alias } : {}) };
}

/** Nothing that anybody would miss. */
export function isEmptyDraft({ lines, memberId, alias }: Draft): boolean {
  return lines.length === 0 && memberId === null && alias === null;
}

/** What the browser kept; anything else, such as another version's, is not taken over. */
export function parseDraft(text: string | null): Draft | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1 &&
    'lines' in value &&
    Array.isArray(value.lines)
  );
}
