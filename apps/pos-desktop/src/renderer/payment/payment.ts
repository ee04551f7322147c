import type { TenderMethod } from '@jifen/core';

/** One method pays what the parts leave; amounts stay as typed until they are paid. */
export type Payment = { readonly rest: TenderMethod; readonly parts: readonly PaymentPart[]; readonly received: string };
export type PaymentPart = { readonly key: string; readonly method: TenderMethod; readonly amount: string };

export const noPayment: Payment = { rest: 'cash', parts: [], received: '' };
