import type { ProductId } from '../ids.ts';
import type { Fen } from '../money.ts';

export const DRUG_CLASSES = ['rx', 'otc_a', 'otc_b', 'tcm_decoction', 'device', 'health_food', 'food', 'cosmetic', 'general', 'unknown'] as const;
export type DrugClass = (typeof DRUG_CLASSES)[number];

export type Product = {
  readonly id: ProductId;
  readonly barcode: string;
  readonly name: string;
  readonly priceFen: Fen;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly earns: boolean;
  readonly isActive: boolean;
};
