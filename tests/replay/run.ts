import type { ReplayOptions } from './options.ts';
import type { PurchaseRow } from './read-rows.ts';
import type { World } from './world.ts';

/** What a customer carried out of a shop: the witness that no store can edit. */
export type HandedOver = { readonly member: string; readonly points: number };
export type Run = {
  readonly options: ReplayOptions;
  readonly rows: readonly PurchaseRow[];
  readonly world: World;
  readonly idByMember: ReadonlyMap<string, string>;
  readonly handedOver: HandedOver[];
  readonly refusals: Map<string, number>;
  readonly counts: { sales: number; redemptions: number; exchanges: number; crashesArmed: number; drainRounds: number };
};
