import { type CardNumber, type EventId, type MemberId, parseRewardId, type RewardId, type StaffId } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { ParsedAccount } from '@jifen/sync';
import type { ReadEvent } from './read-event.ts';

/** What the events of a batch speak of, so that it can be loaded with few queries. */
export type Scope = {
  readonly events: Set<EventId>;
  readonly members: Set<MemberId>;
  /** Sales that are refunded here, or whose rest is given up. */
  readonly refundedSales: Set<EventId>;
  readonly newSales: Set<EventId>;
  readonly redemptions: Set<EventId>;
  readonly orders: Set<EventId>;
  readonly shifts: Set<EventId>;
  readonly cards: Set<CardNumber>;
  readonly phoneIndexes: Set<string>;
  readonly idNumberIndexes: Set<string>;
  readonly rewards: Set<RewardId>;
  readonly staff: Set<StaffId>;
};

export function scopeOf(reads: readonly ReadEvent[], cipher: FieldCipher): Scope {
  const scope: Scope = {
    events: new Set(),
    members: new Set(),
    refundedSales: new Set(),
    newSales: new Set(),
    redemptions: new Set(),
    orders: new Set(),
    shifts: new Set(),
    cards: new Set(),
    phoneIndexes: new Set(),
    idNumberIndexes: new Set(),
    rewards: new Set(),
    staff: new Set(),
  };
  for (const read of reads) {
    scope.events.add(read.event.envelope.id);
    addPostings(scope, read);
    addBody(scope, read);
    addPersonal(scope, read, cipher);
  }
  return scope;
}

function addPostings(scope: Scope, { postings }: ReadEvent): void {
  if (!postings.ok) return;
  for (const { unit, debit, credit } of postings.value) {
    addAccount(scope, debit);
    addAccount(scope, credit);
    const reward = unit.startsWith('sku:') ? parseRewardId(unit.slice('sku:'.length)) : null;
    if (reward?.ok === true) scope.rewards.add(reward.value);
  }
}

function addAccount(scope: Scope, account: ParsedAccount): void {
  if ('member' in account) scope.members.add(account.member);
  if (account.kind === 'unclaimed') scope.refundedSales.add(account.event);
}

function addBody(scope: Scope, { event, body }: ReadEvent): void {
  if (body.kind !== 'known') return;
  const known = body.event;
  if ('memberId' in known.body && known.body.memberId !== null) scope.members.add(known.body.memberId);
  switch (known.type) {
    case 'sale_recorded':
      scope.newSales.add(event.envelope.id);
      if (known.body.alias?.kind === 'card') scope.cards.add(known.body.alias.cardNumber);
      return;
    case 'sale_refunded':
    case 'refund_released':
      scope.refundedSales.add(known.body.saleId);
      return;
    case 'redemption_refunded':
      scope.redemptions.add(known.body.redemptionId);
      return;
    case 'order_readied':
    case 'order_fulfilled':
      scope.orders.add(known.body.orderId);
      for (const { memberId } of known.body.slices) scope.members.add(memberId);
      return;
    case 'staff_pin_set':
      scope.staff.add(known.body.staffId);
      return;
    case 'order_released':
      scope.orders.add(known.body.orderId);
      return;
    case 'shift_opened':
      scope.shifts.add(event.envelope.id);
      return;
    case 'shift_closed':
      scope.shifts.add(known.body.shiftId);
      return;
    case 'member_registered':
      for (const card of known.body.cards) scope.cards.add(card);
      return;
    case 'card_bound':
      scope.cards.add(known.body.cardNumber);
      if (known.body.replaces !== null) scope.cards.add(known.body.replaces);
      return;
    case 'incarnation_opened':
    case 'member_updated':
    case 'member_status_changed':
    case 'reward_redeemed':
    case 'rights_returned':
    case 'stock_opened':
    case 'stock_received':
    case 'stock_counted':
    case 'stock_adjusted':
    case 'stock_consigned':
    case 'incarnation_closed':
    case 'cash_moved':
    case 'drawer_opened':
    case 'receipt_reprinted':
    case 'override_given':
    case 'staff_signed_in':
    case 'pin_locked':
    case 'pin_unlocked':
  }
}

function addPersonal(scope: Scope, { event }: ReadEvent, cipher: FieldCipher): void {
  const phone = event.private?.data['phone'];
  const idNumber = event.private?.data['idNumber'];
  if (typeof phone === 'string') scope.phoneIndexes.add(cipher.indexOf('phone', phone));
  if (typeof idNumber === 'string') scope.idNumberIndexes.add(cipher.indexOf('id_number', idNumber));
}
