import { type Envelope, EXCHANGE_PATH, readBranchBody } from '@jifen/sync';
import type { Chance } from '../chance.ts';
import type { Plan } from '../plan.ts';
import { readAsked } from './asked.ts';
import type { Answered, Sent } from './network.ts';

/** What an HQ of an older build cannot read yet. */
export type OldBuild = { readonly unknown: ReadonlySet<string> };

const TYPES = [
  'member_updated',
  'sale_recorded',
  'sale_refunded',
  'reward_redeemed',
  'redemption_refunded',
  'rights_returned',
  'refund_released',
  'stock_counted',
  'stock_consigned',
  'order_readied',
  'order_released',
  'order_fulfilled',
];

/** In some worlds HQ is of an older build at first. */
export function oldBuildOf({ rates }: Plan, chance: Chance): OldBuild | null {
  if (rates.old_hq === 0) return null;
  return { unknown: new Set(TYPES.filter(() => chance.happens(0.3))) };
}

export function readerOf({ unknown }: OldBuild) {
  return (event: Pick<Envelope, 'type' | 'typeVersion' | 'body'>) =>
    unknown.has(event.type) ? ({ kind: 'unknown_version' } as const) : readBranchBody(event);
}

const REFUSAL = { error: { code: 'protocol_not_supported', least: 1, latest: 1 } };

/** Between an older and a newer build the newer one must speak as the older does. Null: they understand each other. */
export function refuseNewer(sent: Sent, bytes: Uint8Array): Answered | null {
  if (new URL(sent.url).pathname !== EXCHANGE_PATH || (readAsked(sent, bytes)?.protocol ?? 1) <= 1) return null;
  return { status: 426, headers: [['content-type', 'application/json']], bytes: Buffer.from(JSON.stringify(REFUSAL)) };
}
