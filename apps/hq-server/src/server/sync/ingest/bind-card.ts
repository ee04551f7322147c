import type { CardNumber, MemberId } from '@jifen/core';
import type { Hlc } from '@jifen/sync';
import { attachWaiting } from '../../member/attach-unclaimed.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

export type CardBinding = { readonly cardNumber: CardNumber; readonly member: MemberId; readonly hlc: Hlc };

/** Points a card to a member. A card that two branches bound while apart stays with the first that HQ heard of. */
export function bindCard(ingest: Ingest, booking: Booking, { cardNumber, member, hlc }: CardBinding): void {
  const { cards, touches } = ingest;
  const known = cards.get(cardNumber);
  if (known !== undefined && known.member_id !== member) {
    const members = [known.member_id, member];
    raiseFor(ingest, booking, { kind: 'card_conflict', subject: [cardNumber, ...members], detail: { cardNumber, members } });
    return;
  }
  if (known !== undefined && known.hlc >= hlc) return;
  const { id } = booking.read.event.envelope;
  cards.put({
    card_number: cardNumber,
    member_id: member,
    is_active: 1,
    bound_at: known?.bound_at ?? booking.place.settleAt,
    hlc,
    event_id: id,
  });
  touches.push({ topic: 'member', key: member });
  attachWaiting(ingest, (alias) => alias.card_number === cardNumber);
}
