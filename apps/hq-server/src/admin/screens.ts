import {
  IconAdjustments,
  IconAlertTriangle,
  IconBuildingStore,
  IconCashRegister,
  IconChartBar,
  IconDeviceDesktop,
  IconGift,
  IconHistory,
  IconId,
  IconPackage,
  IconScale,
  IconSpeakerphone,
  IconShoppingBag,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';
import type { Role } from './session.ts';

export type Screen = {
  readonly name:
    | 'members'
    | 'duplicates'
    | 'orders'
    | 'branches'
    | 'terminals'
    | 'shifts'
    | 'rules'
    | 'rewards'
    | 'products'
    | 'exceptions'
    | 'statistics'
    | 'audit'
    | 'notices'
    | 'staff'
    | 'settings';
  readonly group: 'people' | 'chain' | 'points' | 'watch';
  /** A pattern of the router; its first segment is the name. */
  readonly path: string;
  readonly icon: Icon;
  readonly roles: readonly Role[];
  readonly component: ComponentType;
};

const everyone: readonly Role[] = ['hq_admin', 'branch_manager'];
const hqOnly: readonly Role[] = ['hq_admin'];

/** The map of the face. A new screen is a folder, a line here and its word in shell/words.ts. */
export const screens: readonly Screen[] = [
  {
    name: 'members',
    group: 'people',
    path: '/members/:id?',
    icon: IconUsers,
    roles: everyone,
    component: lazy(() => load(import('./member/member-screen.tsx'), 'MemberScreen')),
  },
  {
    name: 'duplicates',
    group: 'people',
    path: '/duplicates',
    icon: IconUsersGroup,
    roles: everyone,
    component: lazy(() => load(import('./duplicate/duplicate-screen.tsx'), 'DuplicateScreen')),
  },
  {
    name: 'branches',
    group: 'chain',
    path: '/branches/:id?',
    icon: IconBuildingStore,
    roles: everyone,
    component: lazy(() => load(import('./branch/branch-screen.tsx'), 'BranchScreen')),
  },
  {
    name: 'terminals',
    group: 'chain',
    path: '/terminals',
    icon: IconDeviceDesktop,
    roles: everyone,
    component: lazy(() => load(import('./terminal/terminal-screen.tsx'), 'TerminalScreen')),
  },
  {
    name: 'shifts',
    group: 'chain',
    path: '/shifts/:id?',
    icon: IconCashRegister,
    roles: everyone,
    component: lazy(() => load(import('./shift/shift-screen.tsx'), 'ShiftScreen')),
  },
  {
    name: 'staff',
    group: 'chain',
    path: '/staff',
    icon: IconId,
    roles: everyone,
    component: lazy(() => load(import('./staff/staff-screen.tsx'), 'StaffScreen')),
  },
  {
    name: 'notices',
    group: 'chain',
    path: '/notices',
    icon: IconSpeakerphone,
    roles: everyone,
    component: lazy(() => load(import('./notice/notice-screen.tsx'), 'NoticeScreen')),
  },
  {
    name: 'rules',
    group: 'points',
    path: '/rules/:id?',
    icon: IconScale,
    roles: everyone,
    component: lazy(() => load(import('./rule/rule-screen.tsx'), 'RuleScreen')),
  },
  {
    name: 'rewards',
    group: 'points',
    path: '/rewards/:id?',
    icon: IconGift,
    roles: everyone,
    component: lazy(() => load(import('./reward/reward-screen.tsx'), 'RewardScreen')),
  },
  {
    name: 'orders',
    group: 'points',
    path: '/orders',
    icon: IconShoppingBag,
    roles: everyone,
    component: lazy(() => load(import('./order/order-screen.tsx'), 'OrderScreen')),
  },
  {
    name: 'products',
    group: 'points',
    path: '/products/:id?',
    icon: IconPackage,
    roles: everyone,
    component: lazy(() => load(import('./product/product-screen.tsx'), 'ProductScreen')),
  },
  {
    name: 'settings',
    group: 'points',
    path: '/settings',
    icon: IconAdjustments,
    roles: hqOnly,
    component: lazy(() => load(import('./setting/setting-screen.tsx'), 'SettingScreen')),
  },
  {
    name: 'exceptions',
    group: 'watch',
    path: '/exceptions',
    icon: IconAlertTriangle,
    roles: everyone,
    component: lazy(() => load(import('./exception/exception-screen.tsx'), 'ExceptionScreen')),
  },
  {
    name: 'statistics',
    group: 'watch',
    path: '/statistics',
    icon: IconChartBar,
    roles: everyone,
    component: lazy(() => load(import('./statistics/statistics-screen.tsx'), 'StatisticsScreen')),
  },
  {
    name: 'audit',
    group: 'watch',
    path: '/audit',
    icon: IconHistory,
    roles: hqOnly,
    component: lazy(() => load(import('./audit/audit-screen.tsx'), 'AuditScreen')),
  },
];

export const HOME = '/members';

/** What `lazy` wants, of a module that exports by name. */
async function load<N extends string>(
  module: Promise<Readonly<Record<N, ComponentType>>>,
  name: N,
): Promise<{ readonly default: ComponentType }> {
  return { default: (await module)[name] };
}
