import { createFieldCipher, type FieldCipher, openSqliteReadOnly, type RandomSource, type SqliteHandle } from '@jifen/platform';
import { loadKeys } from '../keys.ts';

/** Opens HQ's store to look at it in one snapshot, whoever writes to it meanwhile. */
export function openToVerify(path: string): SqliteHandle {
  const db = openSqliteReadOnly({ path });
  db.pragma('cache_size=-262144');
  db.exec('begin');
  return db;
}

export function readCipher(dataFolder: string, random: RandomSource): FieldCipher {
  return createFieldCipher(loadKeys(dataFolder, { random, hasDatabase: true }), (size) => random.bytes(size));
}
