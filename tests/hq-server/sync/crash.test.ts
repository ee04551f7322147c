import { expect, test } from 'vitest';
import { createCrashSwitch } from '../../support/chain/crash-switch.ts';
import { expectWhole, totalOf } from './balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

const anna = memberId(1);
const TABLES = [
  'event',
  'incarnation',
  'rights',
  'pool',
  'member_total',
  'member_part',
  'sale',
  'entry',
  'feed',
  'placement',
  'recall',
  'exception',
  'counter',
] as const;

async function dump(hq: SyncHq): Promise<string> {
  const tables = [];
  for (const table of TABLES) tables.push(await hq.hq.context.db.selectFrom(table).selectAll().execute());
  return JSON.stringify(tables);
}

/** Two tills that pull one member's tier and rights to and fro, so that an exchange books, settles, grants and recalls. */
function writeMore(tills: readonly TestTill[], round: number): TestTill {
  const till = tills[round % 2] as TestTill;
  till.log.sold(anna, { amountFen: 30_000 + round }, { at: NOW - 3_600_000 + (round % 7) * 1000 });
  till.log.sold(anna, { amountFen: 500 }, { at: NOW - 1_800_000 - round });
  return till;
}

test('HQ killed at any statement or commit of an exchange: all of it is there or nothing, and the retry ends it', async () => {
  const crash = createCrashSwitch();
  const hq = await openSyncHq({ onStep: crash.onStep });
  const tills = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
  tills[0]?.log.registered(anna, { name: '安娜' });
  for (const till of tills) await till.exchange();
  let crashes = 0;
  let isUnhurt = false;
  for (let step = 1; !isUnhurt; step += 1) {
    const till = writeMore(tills, step);
    const before = await dump(hq);
    crash.arm(step);
    const reply = await till.send(till.request()).catch(() => null);
    isUnhurt = !crash.hasCrashed();
    if (!isUnhurt) {
      crashes += 1;
      expect(reply?.status ?? 500).toBe(500);
      await hq.hq.close().catch(() => undefined);
      crash.disarm();
      await hq.reopen();
      expect(await dump(hq)).toBe(before);
    }
    crash.disarm();
    await till.drain();
  }
  expect(crashes).toBeGreaterThan(40);
  await expectWhole(hq);
  expect((await totalOf(hq, anna)).purchases).toBe((crashes + 1) * 2);
  await hq.close();
}, 120_000);
