import { PAR_BP } from '@jifen/core';
import type { Format } from '@jifen/ui';
import type { TFunction } from 'i18next';
import type { StatementEntry } from '../queries.ts';

type Teller = { readonly t: TFunction; readonly format: Format };

/** What happened, in a member's words. */
export function describeEntry({ explanation, points }: Pick<StatementEntry, 'explanation' | 'points'>, { t, format }: Teller): string {
  const details = explanation ?? { kind: 'unknown' };
  const yuan = (name: string): string => format.yuan(numberOf(details[name]));
  switch (details.kind) {
    case 'sale':
      return t(details['ruleVersion'] === undefined ? 'statement.what.saleNothing' : 'statement.what.sale', { amount: yuan('totalFen') });
    case 'refund':
      return t(details['isVoid'] === true ? 'statement.what.void' : 'statement.what.refund', { amount: yuan('amountFen') });
    case 'redemption':
      return t('statement.what.redemption', { reward: textOf(details['rewardName']), n: numberOf(details['quantity']) });
    case 'redemption_refund':
      return t('statement.what.redemption_refund', { n: numberOf(details['quantity']) });
    case 'settlement':
      return t(points < 0 ? 'statement.what.settlementLess' : 'statement.what.settlement');
    case 'adjustment':
      return t('statement.what.adjustment', { reason: textOf(details['reason']) });
    case 'expiry':
    case 'attached':
    case 'opening':
      return t(`statement.what.${details.kind}`);
    default:
      return t('statement.what.other');
  }
}

export type Bonus = { readonly tierBp: number; readonly hasCampaign: boolean };

/** Why a sale gave more than one point per yuan; `null`: it did not. */
export function findBonus({ explanation }: Pick<StatementEntry, 'explanation'>): Bonus | null {
  const tierBp = numberOf(explanation?.['tierBp']);
  if (explanation?.kind !== 'sale' || tierBp === 0) return null;
  const lines: unknown = explanation['lines'];
  const hasCampaign = Array.isArray(lines) && lines.some((line) => rateOf(line) > tierBp);
  return tierBp > PAR_BP || hasCampaign ? { tierBp, hasCampaign } : null;
}

function rateOf(line: unknown): number {
  return typeof line === 'object' && line !== null && 'rateBp' in line ? numberOf(line.rateBp) : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
