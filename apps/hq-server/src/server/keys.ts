import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, newKey, type RandomSource } from '@jifen/platform';
import { z } from 'zod';
import type { HqKeys } from './context.ts';

const key = z.string().length(43);
const keysSchema = z.object({ signing: z.object({ publicKey: key, privateKey: key }), dataKey: key, indexKey: key });

const OWNER_ONLY = 0o600;

/**
 * HQ's secrets from the data folder, made at the first start. Throws when there is a database but no keys: what is sealed with lost keys
 * cannot be read, and new ones would make it worse.
 */
export function loadKeys(dataFolder: string, options: { readonly random: RandomSource; readonly hasDatabase: boolean }): HqKeys {
  const path = join(dataFolder, 'keys.json');
  if (existsSync(path)) return keysSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (options.hasDatabase) throw new Error(`keys_missing: the database in ${dataFolder} needs its keys.json`);
  const keys: HqKeys = { signing: generateKeyPair(), dataKey: newKey(options.random), indexKey: newKey(options.random) };
  saveKeys(path, keys);
  return keys;
}

/** Whole or not at all, on the disk before anything is sealed with them. */
function saveKeys(path: string, keys: HqKeys): void {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', OWNER_ONLY);
  try {
    chmodSync(unfinished, OWNER_ONLY);
    writeSync(file, `${JSON.stringify(keys, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}
