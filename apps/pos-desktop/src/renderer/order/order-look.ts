import type { Tone } from '@jifen/ui';
import { IconClockHour4, IconPackage, IconPackageOff, IconShoppingBag, type Icon } from '@tabler/icons-react';
import type { Order } from '../api/model.ts';

/**
 * What an order looks like to a cashier, and what can be done next.
 *
 *   reserved ──ready──▶ asked ──HQ confirms──▶ ready ──hand over──▶ gone
 *                                                └──put back──▶ released ──HQ hears──▶ gone
 *   cancelled: ready, and no longer wanted; it can only be put back
 */
export type OrderLook = 'reserved' | 'asked' | 'ready' | 'released' | 'cancelled';

export const orderLooks: Readonly<Record<OrderLook, { readonly tone: Tone; readonly icon: Icon }>> = {
  reserved: { tone: 'waiting', icon: IconPackage },
  asked: { tone: 'neutral', icon: IconClockHour4 },
  ready: { tone: 'good', icon: IconShoppingBag },
  released: { tone: 'neutral', icon: IconPackageOff },
  cancelled: { tone: 'bad', icon: IconPackageOff },
};

export function lookOf({ state, isAsked, isCancelWanted }: Order): OrderLook {
  if (state === 'released') return 'released';
  if (isCancelWanted) return 'cancelled';
  if (state === 'ready') return 'ready';
  return isAsked ? 'asked' : 'reserved';
}

export function actOf(order: Order): 'ready' | 'hand_over' | 'put_back' | 'wait' {
  const look = lookOf(order);
  if (look === 'reserved') return 'ready';
  if (look === 'ready') return 'hand_over';
  return look === 'cancelled' && order.state === 'ready' ? 'put_back' : 'wait';
}
