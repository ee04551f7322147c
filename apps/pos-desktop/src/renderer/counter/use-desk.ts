import { TENDER_METHODS, type TenderMethod } from '@jifen/core';
import { useState } from 'react';
import type { Alias, MemberDetail } from '../api/model.ts';
import { useMember } from '../member/queries.ts';
import { useCounter, type Counter } from './use-counter.ts';
import { useRedemption, type RedemptionAct } from './use-redemption.ts';

export type Mode = 'sale' | 'redeem';

export type Desk = {
  readonly counter: Counter;
  readonly member: MemberDetail | undefined;
  readonly redemption: RedemptionAct;
  readonly mode: Mode;
  readonly setMode: (mode: Mode) => void;
  readonly setWho: (memberId: string | null, alias: Alias | null) => void;
  /** Whatever the one big button says now. */
  readonly act: () => void;
  /** The next way to pay. */
  readonly nextMethod: () => void;
  /** After an exchange: back to the basket that waits, or on to the next customer. */
  readonly leaveRedemption: () => void;
};

/** One customer at the counter: who they are, what they buy and what they redeem. */
export function useDesk(): Desk {
  const counter = useCounter();
  const { draft, update } = counter;
  const member = useMember(draft.memberId).data;
  const redemption = useRedemption(draft, update, member);
  const [mode, setMode] = useState<Mode>('sale');

  function setWho(memberId: string | null, alias: Alias | null): void {
    update((now) => ({ ...now, memberId, alias }));
  }
  function leaveRedemption(): void {
    if (draft.lines.length === 0) setWho(null, null);
    setMode('sale');
  }
  function act(): void {
    if (mode === 'sale') counter.pay();
    else if (redemption.done !== null) leaveRedemption();
    else redemption.redeem();
  }
  function nextMethod(): void {
    if (mode === 'redeem') redemption.setMethod(methodAfter(redemption.method));
    else update((now) => ({ ...now, payment: { ...now.payment, rest: methodAfter(now.payment.rest), received: '' } }));
  }
  return { counter, member, redemption, mode, setMode, setWho, act, nextMethod, leaveRedemption };
}

function methodAfter(method: TenderMethod): TenderMethod {
  return TENDER_METHODS[(TENDER_METHODS.indexOf(method) + 1) % TENDER_METHODS.length] ?? method;
}
