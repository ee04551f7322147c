import { useState } from 'react';
import type { Alias, EnrolledTill, MemberDetail } from '../api/model.ts';
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
  /** After an exchange: back to the basket that waits, or on to the next customer. */
  readonly leaveRedemption: () => void;
};

/** One customer at the counter: who they are, what they buy and what they redeem. */
export function useDesk(till: EnrolledTill): Desk {
  const counter = useCounter(till);
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
  return { counter, member, redemption, mode, setMode, setWho, act, leaveRedemption };
}
