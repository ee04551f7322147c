import { basisPoints, DEFAULT_LADDER, type Rule, type UnixMs } from '@jifen/core';
import { EXPIRY_MONTHS } from './members.ts';
import { HEALTH_FOOD_CATEGORY } from './products.ts';

/** The default ladder, double points on health foods, and points that live two years. */
export function demoRule(version: number, effectiveFrom: UnixMs): Rule {
  return {
    version,
    effectiveFrom,
    ladder: DEFAULT_LADDER,
    campaigns: [{ name: '健康月：保健食品双倍积分', category: HEALTH_FOOD_CATEGORY, rateBp: basisPoints(20_000) }],
    excludedTenders: ['medical_insurance'],
    expiryMonths: EXPIRY_MONTHS,
  };
}
