import {
  IconCash,
  IconCashRegister,
  IconChartBar,
  IconId,
  IconListDetails,
  IconPackages,
  IconRefresh,
  IconSettings,
  IconShoppingBag,
  type Icon,
} from '@tabler/icons-react';
import type { ActionName } from '../keys/actions.ts';

export type ScreenName = 'counter' | 'journal' | 'today' | 'sync' | 'orders' | 'shift' | 'stock' | 'staff' | 'settings';

type RailEntry = { readonly name: ScreenName; readonly icon: Icon; readonly action: ActionName };

/** In the order of their keys. */
export const railEntries: readonly RailEntry[] = [
  { name: 'counter', icon: IconCash, action: 'goCounter' },
  { name: 'journal', icon: IconListDetails, action: 'goJournal' },
  { name: 'today', icon: IconChartBar, action: 'goToday' },
  { name: 'sync', icon: IconRefresh, action: 'goSync' },
  { name: 'orders', icon: IconShoppingBag, action: 'goOrders' },
  { name: 'shift', icon: IconCashRegister, action: 'goShift' },
  { name: 'stock', icon: IconPackages, action: 'goStock' },
  { name: 'staff', icon: IconId, action: 'goStaff' },
  { name: 'settings', icon: IconSettings, action: 'goSettings' },
];
