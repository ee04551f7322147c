import type { MemberItem } from '../api/model.ts';

/** The card that a member uses now; old ones stay as aliases. */
export function cardOf({ cards }: Pick<MemberItem, 'cards'>): string | null {
  return cards.findLast(({ isActive }) => isActive)?.cardNumber ?? null;
}
