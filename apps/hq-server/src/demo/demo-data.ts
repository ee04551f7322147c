import type { Product, UnixMs } from '@jifen/core';
import { seededRandom } from '@jifen/platform';
import { DEMO_BRANCHES, type DemoBranch } from './branches.ts';
import { chanceOf } from './chance.ts';
import { type DemoMember, demoMembers } from './members.ts';
import { demoProducts } from './products.ts';
import { type DemoReward, demoRewards } from './rewards.ts';
import { type DemoStaff, demoStaff } from './staff.ts';

/** Everything that the invented chain 康宁大药房 is made of. */
export type DemoData = {
  readonly branches: readonly DemoBranch[];
  readonly staff: readonly DemoStaff[];
  readonly products: readonly Product[];
  readonly rewards: readonly DemoReward[];
  readonly members: readonly DemoMember[];
};

/** The same for the same `now` and seed; times lie before `now`. */
export function demoDataAt(now: UnixMs, seed = 1): DemoData {
  const chance = chanceOf(seededRandom(seed));
  return {
    branches: DEMO_BRANCHES,
    staff: demoStaff(now, chance),
    products: demoProducts(now, chance),
    rewards: demoRewards(now, chance),
    members: demoMembers(now, chance),
  };
}
