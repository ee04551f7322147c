import type { ProductId } from '../ids.ts';
import type { Fen } from '../money.ts';

export const DRUG_CLASSES = [
  'rx',
  'otc_a',
  'otc_b',
  'tcm_decoction',
  'device',
  'health_food',
  'food',
  'cosmetic',
  'general',
  'unknown',
] as const;
export type DrugClass = (typeof DRUG_CLASSES)[number];

const NEVER_GIVEN_AWAY: ReadonlySet<DrugClass> = new Set<DrugClass>(['rx', 'otc_a', 'tcm_decoction', 'unknown']);

/**
 * Whether goods of this class may leave the shop for points or for nothing. Prescription and class-A OTC drugs may not be
 * given away (药品经营和使用质量监督管理办法, 令84号, Art. 42); what nobody has classified is treated like them.
 */
export function mayBeGivenAway(drugClass: DrugClass): boolean {
  return !NEVER_GIVEN_AWAY.has(drugClass);
}

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
