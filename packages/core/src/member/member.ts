import type { BranchId, MemberId } from '../ids.ts';
import type { Fen } from '../money.ts';
import type { Experience } from '../points.ts';
import type { TierId } from '../rule/tier.ts';
import type { UnixMs } from '../time.ts';
import type { CardNumber } from './card-number.ts';
import type { IdNumber } from './id-number.ts';
import type { MemberName } from './name.ts';
import type { PhoneNumber } from './phone.ts';

/** A person with a card. Points are not here: they are the fold of the log (`balance.ts`). */
export type Member = {
  readonly id: MemberId;
  readonly name: MemberName;
  /** The newest first; old ones stay as aliases. */
  readonly cards: readonly CardNumber[];
  readonly tier: TierId;
  readonly phone: PhoneNumber | null;
  readonly idNumber: IdNumber | null;
  readonly isActive: boolean;
  readonly joinedAt: UnixMs;
  readonly enrolmentBranch: BranchId;
  readonly purchaseCount: number;
  readonly totalSpendFen: Fen;
  readonly lastPurchaseAt: UnixMs | null;
  readonly experience: Experience;
};
