import { randomBytes as systemRandomBytes, randomInt } from 'node:crypto';
import { type Incarnation, must, parseIncarnation, type UnixMs } from '@jifen/core';
import { v7 } from 'uuid';

/** Where chance comes from; a test gives a seeded one. */
export type RandomSource = {
  bytes(size: number): Uint8Array;
  /** In [0, 1). */
  fraction(): number;
};

export const systemRandom: RandomSource = { bytes: (size) => systemRandomBytes(size), fraction: () => randomInt(2 ** 32) / 2 ** 32 };

/** A UUIDv7 of the given moment. */
export function uuidAt(now: UnixMs, random: RandomSource): string {
  return v7({ msecs: now, random: random.bytes(16) });
}

/** 64 random bits: the name of a new life of a database. */
export function newIncarnation(random: RandomSource): Incarnation {
  const parsed = parseIncarnation(Buffer.from(random.bytes(8)).toString('hex'));
  return must(parsed.ok ? parsed.value : null, 'incarnation');
}

/** A fresh 32-byte key as base64url. */
export function newKey(random: RandomSource): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}
