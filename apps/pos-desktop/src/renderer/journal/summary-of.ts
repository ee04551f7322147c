import type { TFunction } from 'i18next';
import type { JournalItem } from '../api/model.ts';

const reasonKeys: Readonly<Record<string, string>> = {
  customer: 'reversal.reasons.customer',
  quality: 'reversal.reasons.quality',
  mistake: 'reversal.reasons.mistake',
  other: 'reversal.reasons.other',
  damaged: 'journal.reasons.damaged',
  lost: 'journal.reasons.lost',
  found: 'journal.reasons.found',
  recall: 'journal.reasons.recall',
  cancelled: 'order.reasons.cancelled',
  not_collected: 'order.reasons.not_collected',
  no_goods: 'order.reasons.no_goods',
  day_close: 'journal.reasons.day_close',
  closing: 'journal.reasons.closing',
  expired: 'journal.reasons.expired',
  enrolled: 'journal.reasons.enrolled',
  restored: 'journal.reasons.restored',
  wiped: 'journal.reasons.wiped',
};

const fieldKeys: Readonly<Record<string, string>> = {
  name: 'member.name',
  phone: 'member.phone',
  idNumber: 'member.idNumber',
  address: 'member.address',
  birthday: 'journal.birthday',
  credentialHash: 'member.password',
};

/** Their summary is a reward's name or a card's number, no list of words. */
const ABOUT_A_NAME: ReadonlySet<string> = new Set(['reward_redeemed', 'card_bound', 'order_readied', 'order_fulfilled']);

/** What stands beside an event's name: what it was about, and its receipt. */
export function summaryOf({ type, summary, receiptNo }: JournalItem, t: TFunction): string {
  const parts = new Set([aboutOf(type, summary, t), receiptNo]);
  return [...parts].filter((part) => part !== null && part !== '').join(' · ');
}

function aboutOf(type: JournalItem['type'], summary: string | null, t: TFunction): string | null {
  if (summary === null) return null;
  if (ABOUT_A_NAME.has(type)) return summary;
  const keys = type === 'member_updated' ? fieldKeys : reasonKeys;
  const words = summary.split(', ').map((part) => (keys[part] === undefined ? part : t(keys[part])));
  return words.join(t('journal.and'));
}
