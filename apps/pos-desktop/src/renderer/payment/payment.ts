import type { TenderMethod } from '@jifen/core';
import { newId } from '@jifen/ui';

/** One method pays what the parts leave; amounts stay as typed until they are paid. */
export type Payment = { readonly rest: TenderMethod; readonly parts: readonly PaymentPart[]; readonly received: string };
export type PaymentPart = { readonly key: string; readonly method: TenderMethod; readonly amount: string };

export const noPayment: Payment = { rest: 'cash', parts: [], received: '' };

export const MAX_PARTS = 4;

/** What was chosen becomes a part; another method takes over the rest. */
export function splitPayment(payment: Payment): Payment {
  if (payment.parts.length >= MAX_PARTS) return payment;
  const rest = payment.rest === 'cash' ? 'wechat' : 'cash';
  return { rest, received: '', parts: [...payment.parts, { key: newId(), method: payment.rest, amount: '' }] };
}
