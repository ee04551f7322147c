import type { Format } from '@jifen/ui';
import type { TFunction } from 'i18next';
import type { Explanation } from './queries.ts';

export type ExplainedLine = { readonly name: string; readonly text: string };
export type Explained = { readonly why: string; readonly lines: readonly ExplainedLine[] };

type Teller = { readonly t: TFunction; readonly format: Format; readonly tierName: (id: string) => string };

/** Why an entry is as it is, for staff: the sentence, and a sale's lines with their own reckoning. */
export function explain(explanation: Explanation, { t, format, tierName }: Teller): Explained {
  const text = (name: string): string => textOf(explanation[name]);
  const count = (name: string): string => format.count(numberOf(explanation[name]));
  const rule = { version: text('ruleVersion'), tier: tierName(text('tierId')) };
  switch (explanation.kind) {
    case 'sale': {
      const sale = { receipt: text('receiptNo'), amount: format.yuan(numberOf(explanation['totalFen'])) };
      if (explanation['ruleVersion'] === undefined) return { why: t('member.why.saleNothing', sale), lines: [] };
      const rate = format.rate(numberOf(explanation['tierBp']));
      return { why: t('member.why.sale', { ...sale, ...rule, rate }), lines: linesOf(explanation['lines'], { t, format }) };
    }
    case 'refund': {
      const refund = { receipt: text('receiptNo'), amount: format.yuan(numberOf(explanation['amountFen'])), reason: text('refundReason') };
      return { why: t(explanation['isVoid'] === true ? 'member.why.void' : 'member.why.refund', refund), lines: [] };
    }
    case 'redemption':
      return {
        why: t('member.why.redemption', { reward: text('rewardName'), n: count('quantity'), receipt: text('receiptNo') }),
        lines: [],
      };
    case 'redemption_refund':
      return {
        why: t('member.why.redemptionRefund', { n: count('quantity'), receipt: text('receiptNo'), reason: text('refundReason') }),
        lines: [],
      };
    case 'settlement':
      return { why: t('member.why.settlement', { ...rule, n: count('topUp') }), lines: [] };
    case 'adjustment':
      return { why: t('member.why.reason', { reason: text('reason') }), lines: [] };
    case 'expiry':
      return { why: t('member.why.expiry'), lines: [] };
    case 'attached':
      return { why: t('member.why.attached'), lines: [] };
    case 'opening':
      return { why: t('member.why.opening', { n: count('purchases'), amount: format.yuan(numberOf(explanation['spendFen'])) }), lines: [] };
    default:
      return { why: t('member.why.other', { kind: explanation.kind }), lines: [] };
  }
}

function linesOf(lines: unknown, { t, format }: Pick<Teller, 't' | 'format'>): readonly ExplainedLine[] {
  if (!Array.isArray(lines)) return [];
  return lines.filter(isRecord).map((line) => ({
    name: typeof line['name'] === 'string' ? line['name'] : t('member.why.plainAmount'),
    text: t('member.why.line', {
      amount: format.yuan(numberOf(line['lineFen'])),
      eligible: format.yuan(numberOf(line['eligibleFen'])),
      rate: format.rate(numberOf(line['rateBp'])),
      points: format.count(numberOf(line['points'])),
    }),
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
