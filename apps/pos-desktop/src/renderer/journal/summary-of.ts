import type { TFunction } from 'i18next';
import type { JournalItem } from '../api/model.ts';

type EventType = JournalItem['type'];

/** Where the words of a summary stand; all other summaries are a name or a number. */
const PLACES: Readonly<Partial<Record<EventType, string>>> = {
  member_updated: 'journal.fields',
  stock_adjusted: 'stock.reasons',
  order_released: 'order.reasons',
  rights_returned: 'journal.reasons',
  incarnation_opened: 'journal.reasons',
  incarnation_closed: 'journal.reasons',
  cash_moved: 'shift.reasons',
  drawer_opened: 'shift.drawerReasons',
  override_given: 'approval.operations',
};

/** What stands beside an event's name: what it was about, and its receipt. */
export function summaryOf({ type, summary, receiptNo }: Pick<JournalItem, 'type' | 'summary' | 'receiptNo'>, t: TFunction): string {
  const parts = new Set([aboutOf(type, summary, t), receiptNo]);
  return [...parts].filter((part) => part !== null && part !== '').join(' · ');
}

function aboutOf(type: EventType, summary: string, t: TFunction): string {
  const place = PLACES[type];
  if (place === undefined || summary === '') return summary;
  const words = summary.split(', ').map((part) => t(`${place}.${part}`));
  return words.join(t('journal.and'));
}
