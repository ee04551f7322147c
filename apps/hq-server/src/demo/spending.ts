import {
  DAY_MS,
  DEFAULT_LADDER,
  experience,
  fen,
  type Fen,
  latestOf,
  multiplyDivideFloor,
  PAR_BP,
  tierOf,
  type UnixMs,
  unixMs,
} from '@jifen/core';
import type { Chance } from './chance.ts';

/** How somebody shops: purchases per 30 days and yuan per purchase, as ranges. */
type Habit = { readonly share: number; readonly perMonth: readonly [number, number]; readonly yuan: readonly [number, number] };

const habits: readonly Habit[] = [
  { share: 0.44, perMonth: [0.1, 0.7], yuan: [18, 90] },
  { share: 0.31, perMonth: [0.6, 1.6], yuan: [30, 130] },
  { share: 0.15, perMonth: [1.2, 3], yuan: [60, 190] },
  { share: 0.1, perMonth: [3, 5], yuan: [150, 420] },
];

/** A member's purchases before Jifen, as the old books sum them up. */
export type Spending = {
  readonly purchases: number;
  readonly spendFen: Fen;
  readonly lastPurchaseAt: UnixMs | null;
  readonly experience: number;
  /** All points ever earned, under the default ladder. */
  readonly earned: number;
};

export function spendingSince(joinedAt: UnixMs, now: UnixMs, chance: Chance): Spending {
  const { perMonth, yuan } = pickHabit(chance);
  const months = (now - joinedAt) / (30 * DAY_MS);
  const purchases = Math.round(months * between(perMonth, chance.source.fraction()));
  let spendFen = 0;
  let experienceGained = 0;
  let earned = 0;
  for (let i = 0; i < purchases; i += 1) {
    // Squared: many small purchases, few large ones.
    const amountFen = Math.round(between(yuan, chance.source.fraction() ** 2) * 10) * 10 - chance.pick([0, 0, 10, 20]);
    const eligibleFen = chance.happens(0.2) ? Math.round(amountFen * chance.source.fraction()) : amountFen;
    const { rateBp } = tierOf(DEFAULT_LADDER, experience(experienceGained));
    spendFen += amountFen;
    earned += multiplyDivideFloor(eligibleFen, rateBp, 100 * PAR_BP);
    experienceGained += Math.floor(eligibleFen / 100);
  }
  const lastPurchaseAt = purchases === 0 ? null : lastVisit(joinedAt, now, chance);
  return { purchases, spendFen: fen(spendFen), lastPurchaseAt, experience: experienceGained, earned };
}

/** In opening hours (8 to 21 in China), within the last two months or, for some, long ago. */
function lastVisit(joinedAt: UnixMs, now: UnixMs, chance: Chance): UnixMs {
  const tenureDays = Math.floor((now - joinedAt) / DAY_MS);
  const reachDays = Math.floor(chance.happens(0.8) ? Math.min(60, tenureDays) : tenureDays * 0.7);
  return latestOf(joinedAt, openingHourOn(unixMs(now - chance.whole(1, Math.max(1, reachDays)) * DAY_MS), chance));
}

/** A moment between 8 and 21 o'clock in China on the day of `at`. */
export function openingHourOn(at: UnixMs, chance: Chance): UnixMs {
  const midnight = Math.floor(at / DAY_MS) * DAY_MS;
  return unixMs(midnight + chance.whole(0, 13 * 60 - 1) * 60_000 + chance.whole(0, 59_999));
}

function pickHabit(chance: Chance): Habit {
  let rest = chance.source.fraction();
  return habits.find(({ share }) => (rest -= share) < 0) ?? chance.pick(habits);
}

function between([least, most]: readonly [number, number], fraction: number): number {
  return least + (most - least) * fraction;
}
