import type { ProductId } from '../ids.ts';
import type { BasisPoints, Fen } from '../money.ts';
import type { Experience, Points } from '../points.ts';
import type { TierId } from '../rule/tier.ts';
import type { DrugClass } from './product.ts';

export const TENDER_METHODS = ['cash', 'wechat', 'alipay', 'bank_card', 'medical_insurance', 'other'] as const;
export type TenderMethod = (typeof TENDER_METHODS)[number];

/** What one way of paying covered. `amountFen` is the part of the bill; cash given beyond it is change. */
export type Tender = { readonly method: TenderMethod; readonly amountFen: Fen };

/** Goods by barcode. `lineFen` is what was charged for the whole line. */
export type ProductLine = {
  readonly kind: 'product';
  readonly productId: ProductId;
  readonly barcode: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceFen: Fen;
  readonly lineFen: Fen;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly earns: boolean;
};

/** A plain amount; the cashier declares whether it may earn. */
export type AmountLine = { readonly kind: 'amount'; readonly lineFen: Fen; readonly earns: boolean };

export type SaleLine = ProductLine | AmountLine;

export type Basket = { readonly lines: readonly SaleLine[]; readonly tenders: readonly Tender[] };

/** How one line's points came about. */
export type LineAccrual = { readonly eligibleFen: Fen; readonly rateBp: BasisPoints; readonly points: Points };

/** Everything that made a sale's points; a receipt can be explained and recomputed from it. */
export type Accrual = {
  readonly ruleVersion: number;
  readonly tierId: TierId;
  readonly tierBp: BasisPoints;
  readonly lines: readonly LineAccrual[];
  readonly points: Points;
  readonly experience: Experience;
};
