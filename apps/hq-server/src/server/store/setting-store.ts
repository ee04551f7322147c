import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { HqSchema } from './schema.ts';
import { rowOf, statement } from './statement.ts';

const DEFAULT_REFUND_LIMIT_FEN = 20_000;
const DEFAULT_IDLE_LOCK_MINUTES = 3;

const percent = z.int().min(0).max(100);
const policySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('last_visited') }),
  z.object({ kind: z.literal('most_visited') }),
  z.object({ kind: z.literal('home') }),
  z.object({ kind: z.literal('split'), homePercent: percent, lastPercent: percent, secondPercent: percent }),
  z.object({ kind: z.literal('hq_only') }),
]);

const settingsSchema = z.object({
  /** Counts the changes; 0: nobody changed anything yet. */
  version: z.int().min(0),
  placement: policySchema,
  perBranchCap: z.int().min(1).nullable(),
  returnAtClose: z.boolean(),
  leaseDays: z.int().min(1).nullable(),
  refundLimitFen: z.int().min(0).nullable().default(DEFAULT_REFUND_LIMIT_FEN),
  idleLockMinutes: z.int().min(1).nullable().default(DEFAULT_IDLE_LOCK_MINUTES),
});

/**
 * Where a member's points lie while nobody asks for them. `most_visited`: where the member bought most often, enrolment
 * counting as one visit. What a split leaves of 100 percent stays at HQ.
 */
export type PlacementPolicy = Readonly<z.infer<typeof policySchema>>;

/** How the chain is run: one record for all branches. */
export type ChainSettings = {
  readonly version: number;
  readonly placement: PlacementPolicy;
  /** No branch holds more points of one member than this, unless a redemption there needs them; null: no limit. */
  readonly perBranchCap: number | null;
  /** Tills give all rights back at day close. */
  readonly returnAtClose: boolean;
  /** Without a word of HQ for so long a till stops redeeming; null: never. */
  readonly leaseDays: number | null;
  /** What a cashier refunds without a manager, per paper; null: everything. */
  readonly refundLimitFen: number | null;
  /** After so long without a touch a till asks for the PIN; null: never. */
  readonly idleLockMinutes: number | null;
};

export const SETTINGS_KEY = 'chain';

export const DEFAULT_SETTINGS: ChainSettings = {
  version: 0,
  // The likeliest branch of the next visit: the branch last visited is another one as often as the member roams (see README).
  placement: { kind: 'most_visited' },
  perBranchCap: null,
  returnAtClose: true,
  leaseDays: 30,
  refundLimitFen: DEFAULT_REFUND_LIMIT_FEN,
  idleLockMinutes: DEFAULT_IDLE_LOCK_MINUTES,
};

export async function getSettings(db: Kysely<HqSchema>): Promise<ChainSettings> {
  const text = await findValue(db, SETTINGS_KEY);
  return text === null ? DEFAULT_SETTINGS : settingsSchema.parse(JSON.parse(text));
}

export async function putSettings(trx: Transaction<HqSchema>, settings: ChainSettings): Promise<void> {
  await putValue(trx, SETTINGS_KEY, JSON.stringify(settings));
}

const VALUE = statement((sql, { key }: { readonly key: string }) => sql.selectFrom('setting').select('value').where('key', '=', key));

/** A value that HQ keeps by name. */
export async function findValue(db: Kysely<HqSchema>, key: string): Promise<string | null> {
  return (await rowOf(db, VALUE, { key }))?.value ?? null;
}

export async function putValue(trx: Transaction<HqSchema>, key: string, value: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
