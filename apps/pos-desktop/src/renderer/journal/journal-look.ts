import type { Tone } from '@jifen/ui';
import {
  IconAlertTriangle,
  IconBox,
  IconCash,
  IconCircleCheck,
  IconClockHour4,
  IconCloudUpload,
  IconCreditCard,
  IconDots,
  IconGift,
  IconPackage,
  IconPackageOff,
  IconPower,
  IconReceiptRefund,
  IconShoppingBag,
  IconTransferOut,
  IconUserEdit,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import type { JournalState } from '../api/model.ts';

/** The sign of each kind of event; the keys are those of its words too. */
export const eventIcons = {
  sale_recorded: IconCash,
  sale_refunded: IconReceiptRefund,
  reward_redeemed: IconGift,
  redemption_refunded: IconReceiptRefund,
  member_registered: IconUserPlus,
  member_updated: IconUserEdit,
  member_status_changed: IconUserEdit,
  card_bound: IconCreditCard,
  stock_opened: IconBox,
  stock_received: IconBox,
  stock_counted: IconBox,
  stock_adjusted: IconBox,
  stock_consigned: IconPackage,
  order_readied: IconPackage,
  order_released: IconPackageOff,
  order_fulfilled: IconShoppingBag,
  rights_returned: IconTransferOut,
  refund_released: IconTransferOut,
  incarnation_opened: IconPower,
  unknown: IconDots,
} as const satisfies Readonly<Record<string, Icon>>;

export type EventKey = keyof typeof eventIcons;

export function eventKeyOf(type: string): EventKey {
  return isEventKey(type) ? type : 'unknown';
}

export const stateLooks: Readonly<Record<JournalState, { readonly tone: Tone; readonly icon: Icon }>> = {
  pending: { tone: 'waiting', icon: IconCloudUpload },
  acked: { tone: 'good', icon: IconCircleCheck },
  deferred: { tone: 'neutral', icon: IconClockHour4 },
  exception: { tone: 'bad', icon: IconAlertTriangle },
};

function isEventKey(type: string): type is EventKey {
  return Object.hasOwn(eventIcons, type);
}
