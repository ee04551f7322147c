import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, type Incarnation, ok, type Result, type UnixMs } from '@jifen/core';
import { createFieldCipher, type FieldCipher, newIncarnation, openSqlite, type RandomSource, storageProblemOf } from '@jifen/platform';
import { loadKeys } from '../keys.ts';
import { listSilent } from '../placement/barrier.ts';
import { openEpoch } from '../store/epoch.ts';
import { openStore } from '../store/open-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { backupNameOf } from './back-up.ts';
import { checkCopy, type CopyProblem } from './check-copy.ts';
import { syncToDisk } from './sync-to-disk.ts';

export type RestoreInput = { readonly dataFolder: string; readonly file: string; readonly now: UnixMs; readonly random: RandomSource };
export type Restored = {
  readonly epoch: Incarnation;
  readonly events: number;
  /** Where the database that was there before lies now; null when there was none. */
  readonly kept: string | null;
  /** Tills by name that HQ waits for before it places points again. */
  readonly waitingFor: number;
};
export type RestoreProblem = CopyProblem | { readonly code: 'keys_missing' | 'keys_differ' | 'database_in_use'; readonly why: string };

/**
 * Puts a copy in the place of HQ's database and opens a new history, because the copy may have forgotten what HQ told the tills since.
 * Nothing is moved before the copy was walked through, opened with the keys that are there, and found whole; the database that was
 * there stays beside it.
 */
export async function restoreHq({ dataFolder, file, now, random }: RestoreInput): Promise<Result<Restored, RestoreProblem>> {
  const path = join(dataFolder, 'hq.db');
  const checked = checkCopy(file, { isThorough: true });
  if (!checked.ok) return checked;
  if (!existsSync(join(dataFolder, 'keys.json'))) {
    return err({ code: 'keys_missing', why: `${dataFolder} needs the keys.json that belongs to the copy` });
  }
  if (isInUse(path)) return err({ code: 'database_in_use', why: 'HQ is running on this folder: stop it first' });
  const cipher = createFieldCipher(loadKeys(dataFolder, { random, hasDatabase: true }), (size) => random.bytes(size));
  const coming = join(dataFolder, 'hq.db.restoring');
  for (const left of [coming, `${coming}-wal`, `${coming}-shm`]) rmSync(left, { force: true });
  copyFileSync(file, coming);
  const opened = await openHistory(coming, { now, random, cipher });
  if (opened === null) {
    rmSync(coming, { force: true });
    return err({ code: 'keys_differ', why: `the keys.json in ${dataFolder} does not open this copy` });
  }
  syncToDisk(coming);
  const kept = moveAside(path, now);
  renameSync(coming, path);
  syncToDisk(dataFolder);
  return ok({ ...opened, events: checked.value.events, kept });
}

/** Whoever has the database open keeps it in write-ahead mode; without anybody its log is folded in and goes. */
function isInUse(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    const handle = openSqlite({ path });
    try {
      handle.pragma('busy_timeout=0');
      return handle.pragma('journal_mode=DELETE', { simple: true }) !== 'delete';
    } finally {
      handle.close();
    }
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem === null) throw error;
    // A damaged one is what a restore is for.
    return problem.code === 'storage_busy';
  }
}

type Opening = { readonly now: UnixMs; readonly random: RandomSource; readonly cipher: FieldCipher };

/** Brings the copy to the newest schema and into a new history; null when the keys do not fit. */
async function openHistory(path: string, { now, random, cipher }: Opening): Promise<Pick<Restored, 'epoch' | 'waitingFor'> | null> {
  const store = await openStore({ path });
  try {
    const sealed = await store.db
      .selectFrom('event_private')
      .select('sealed')
      .where('sealed', 'is not', null)
      .orderBy('event_id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (typeof sealed?.sealed === 'string' && !opens(cipher, sealed.sealed)) return null;
    const epoch = newIncarnation(random);
    const waitingFor = await inTransaction(store, async (trx) => {
      await openEpoch(trx, { now, cipher }, epoch);
      // Who was signed in when the copy was made need not be allowed to today.
      await trx.deleteFrom('staff_session').execute();
      await trx.deleteFrom('member_session').execute();
      await trx.deleteFrom('enrolment_code').execute();
      const { lives, terminals } = await listSilent(trx, epoch);
      return lives.length + terminals.length;
    });
    return { epoch, waitingFor };
  } finally {
    await store.db.destroy();
  }
}

function opens(cipher: FieldCipher, sealed: string): boolean {
  try {
    cipher.decrypt(sealed);
    return true;
  } catch {
    return false;
  }
}

function moveAside(path: string, now: UnixMs): string | null {
  if (!existsSync(path)) return null;
  const kept = `${path}.before-${backupNameOf(now)}`;
  for (const end of ['-wal', '-shm']) if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${kept}${end}`);
  renameSync(path, kept);
  return kept;
}
