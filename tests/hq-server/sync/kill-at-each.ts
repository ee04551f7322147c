import { join } from 'node:path';
import { openSqliteReadOnly } from '@jifen/platform';
import { expect } from 'vitest';
import type { CrashSwitch } from '../../support/chain/crash-switch.ts';
import type { SyncHq } from './sync-hq.ts';

/** Every row of every table of HQ. */
export function dumpOf({ dataFolder }: SyncHq): string {
  const db = openSqliteReadOnly({ path: join(dataFolder, 'hq.db') });
  try {
    const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table' order by name").pluck().all();
    return JSON.stringify(tables.map((table) => [table, db.prepare(`select * from ${table}`).all()]));
  } finally {
    db.close();
  }
}

/** Starts HQ anew on its files, as after a power cut. */
async function restart(hq: SyncHq, crash: CrashSwitch): Promise<void> {
  await hq.hq.close().catch(() => undefined);
  crash.disarm();
  await hq.reopen();
}

/**
 * Does `work`, which is one transaction, with HQ killed before its first step, then before its second, and so on until it comes through.
 * After each kill nothing of it may be there. The answer is how often HQ was killed.
 */
export async function killAtEachStep(hq: SyncHq, crash: CrashSwitch, work: () => Promise<unknown>): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const before = dumpOf(hq);
    crash.arm(kills + 1);
    const failed = await work().then(
      () => null,
      (error: unknown) => error,
    );
    if (!crash.hasCrashed()) {
      crash.disarm();
      expect(failed).toBeNull();
      return kills;
    }
    await restart(hq, crash);
    expect(dumpOf(hq)).toBe(before);
  }
}
