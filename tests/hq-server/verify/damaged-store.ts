import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardNumberOf, type EventId, type RewardId } from '@jifen/core';
import { openSqlite, type SqliteHandle } from '@jifen/platform';
import { plainAccount, vintageAccount } from '@jifen/sync';
import { type VerifyDeps, type VerifyReport, verifyHq } from '../../../apps/hq-server/src/server/verify/verify-hq.ts';
import { NEVER } from '../../support/branch-log.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';

const HOUR = 3_600_000;
export const anna = memberId(1);
const bert = memberId(2);
export const mug: RewardId = rewardId(1);

/** The logs of the store that is damaged: `branch/incarnation`. */
export const ONE = { branch: 'b1', incarnation: '000000000000001a' };
export const TWO = { branch: 'b2', incarnation: '000000000000002a' };

export type TrueStore = {
  readonly folder: string;
  readonly ids: { readonly lateSale: EventId; readonly refunded: EventId; readonly settled: EventId; readonly unclaimed: EventId };
  remove(): void;
};

/** A store with a bit of everything, made by the real HQ, closed. */
export async function makeTrueStore(): Promise<TrueStore> {
  const hq = await openSyncHq();
  const ids = await fill(hq);
  await hq.hq.close();
  const { dataFolder } = hq;
  return { folder: dataFolder, ids, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}

export async function fill(hq: SyncHq): Promise<TrueStore['ids']> {
  const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
  const card = cardNumberOf({ block: 7, serial: 7 });
  one.log.registered(anna, { name: '安娜', phone: '13800138000' });
  one.log.stocked(mug, 10);
  const refunded = one.log.sold(anna, { amountFen: 30_000 }, { at: NOW - 5 * HOUR });
  await one.exchange();
  one.log.refunded(refunded, { member: anna, amountFen: 10_000, clawed: 100, experience: 100 }, { at: NOW - 4 * HOUR - 1 });
  one.log.redeemed(anna, mug, { points: 50 });
  await one.exchange();
  const settled = two.log.sold(anna, { amountFen: 20_000 }, { at: NOW - 2 * HOUR });
  const unclaimed = two.log.soldUnclaimed({ cardNumber: card }, { amountFen: 5000 });
  await two.exchange();
  // Later news of earlier things: the tier of what came after them rises.
  const lateSale = one.log.sold(anna, { amountFen: 90_000 }, { at: NOW - 4 * HOUR });
  await one.exchange();
  two.log.registered(bert, { name: '伯特' }, [card]);
  await two.exchange();
  oddFacts(two, settled);
  await two.exchange();
  hq.advance(DAY);
  for (const till of [one, two, one, two]) await till.drain();
  return { lateSale, refunded, settled, unclaimed };
}

/** Facts that HQ takes with a remark: of a type that it does not know, with an id that stands elsewhere, not allowed, beyond the rights. */
function oddFacts({ log }: TestTill, known: EventId): void {
  const issued = plainAccount('issued', log.writer);
  const rights = vintageAccount('rights', { member: bert, vintage: NEVER }, log.writer);
  log.append({
    type: 'lottery_won',
    typeVersion: 3,
    postings: [{ unit: 'pt', debit: issued, credit: rights, n: 7 }],
    body: { prize: 7 },
    private: null,
  });
  log.sold(bert, { amountFen: 1000 }, { id: known });
  log.fact('stock_counted', { rewardId: mug, counted: 1, difference: 1 }, [{ unit: 'pt', debit: rights, credit: rights, n: 1 }]);
  log.redeemed(bert, mug, { points: 5000 });
}

/** What `verify` says of a copy of the store after something was done to it. */
export async function verifyDamaged(
  store: Pick<TrueStore, 'folder'>,
  damage: (db: SqliteHandle) => void,
  options: Pick<VerifyDeps, 'threadFrom'> = {},
): Promise<VerifyReport> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-verify-'));
  try {
    for (const name of ['hq.db', 'keys.json']) copyFileSync(join(store.folder, name), join(folder, name));
    const db = openSqlite({ path: join(folder, 'hq.db') });
    db.pragma('foreign_keys=OFF');
    damage(db);
    db.close();
    return await verify(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function verify(dataFolder: string, options: Pick<VerifyDeps, 'threadFrom'> = {}): Promise<VerifyReport> {
  let ms = 0;
  const verified = await verifyHq({ dataFolder, random: seededRandom(1), stopwatch: () => (ms += 500), ...options });
  if (!verified.ok) throw new Error(verified.error.code);
  return verified.value;
}
