import type { BranchId } from '@jifen/core';
import { BINHU, RENMIN } from './branches.ts';
import type { Age, Sex } from './person-names.ts';
import { printedCard } from './printed-card.ts';

/** A member to sign in as at /m, with the demo password. */
export type NamedMember = {
  readonly name: string;
  readonly sex: Sex;
  readonly age: Age;
  readonly phone: string;
  readonly cardNumber: string;
  readonly homeBranch: BranchId;
  readonly joinedDaysAgo: number;
  readonly yuan: number;
  readonly purchases: number;
  /** Not spent yet. */
  readonly points: number;
  /** What the spending makes of them under the default ladder. */
  readonly tierName: string;
};

/** One of each tier. */
export const NAMED_MEMBERS: readonly NamedMember[] = [
  {
    name: '陈思远',
    sex: 'male',
    age: 'young',
    phone: '13800010001',
    cardNumber: printedCard(0),
    homeBranch: RENMIN,
    joinedDaysAgo: 96,
    yuan: 612.4,
    purchases: 9,
    points: 460,
    tierName: '普通会员',
  },
  {
    name: '王秀英',
    sex: 'female',
    age: 'elder',
    phone: '13800010002',
    cardNumber: printedCard(1),
    homeBranch: RENMIN,
    joinedDaysAgo: 702,
    yuan: 4286.3,
    purchases: 63,
    points: 2380,
    tierName: 'VIP 会员',
  },
  {
    name: '李建国',
    sex: 'male',
    age: 'elder',
    phone: '13800010003',
    cardNumber: printedCard(2),
    homeBranch: BINHU,
    joinedDaysAgo: 1041,
    yuan: 18_640.8,
    purchases: 157,
    points: 9860,
    tierName: '至尊 VIP',
  },
];
