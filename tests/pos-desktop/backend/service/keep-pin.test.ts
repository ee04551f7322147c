import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFieldCipher } from '@jifen/platform';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { rowsOf } from '../../support/disk.ts';
import { CASHIER, MANAGER, openSellingTill, PIN, PIN_HASH, type TestTill } from '../../support/test-till.ts';

const OUTPUT = PIN_HASH.slice('$argon2id$'.length);
const signIn = (till: TestTill, pin: string, staffId = CASHIER) => till.post('/api/session', { staffId, pin });
const feedCashier = async (till: TestTill, more: object) => {
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash: PIN_HASH, isActive: true, ...more });
  await till.backend.drain();
};
const hashOf = (pin: string) => `$argon2id$${Buffer.from(pin).toString('hex').split('').toReversed().join('')}`;
const pepperFile = (till: TestTill) => join(till.folder, 'keys', 'pin-pepper');

/** All bytes of the database, its write-ahead log too. */
function bytesOf(till: TestTill): string {
  return ['branch.sqlite', 'branch.sqlite-wal'].map((file) => readFileSync(join(till.folder, file), 'latin1')).join('');
}

test('HQ’s hash of a PIN is nowhere in the database, only what cannot be tried without the keystore', async () => {
  const till = await openSellingTill();
  expect(bytesOf(till)).not.toContain(OUTPUT);
  const rows = rowsOf(till, 'select pin_settings, pin_verifier from staff_access order by staff_id') as { pin_verifier: string }[];
  expect(rows).toMatchObject([{ pin_settings: '$argon2id' }, { pin_settings: '$argon2id' }]);
  expect(Buffer.from(rows[0]?.pin_verifier ?? '', 'base64url')).toHaveLength(32);
  expect(Buffer.from(readFileSync(pepperFile(till), 'utf8'), 'base64url')).toHaveLength(32);
  expect(bytesOf(till)).not.toContain(readFileSync(pepperFile(till), 'utf8'));
});

test('hashes that a build before kept sealed are moved over at the start, with the tries that were counted', async () => {
  const till = await openSellingTill();
  const key = (name: string) => readFileSync(join(till.folder, 'keys', name), 'utf8');
  const keys = { dataKey: key('data-key'), indexKey: key('index-key') };
  const sealed = createFieldCipher(keys, () => new Uint8Array(12)).encrypt(PIN_HASH);
  await till.backend.close();
  rmSync(pepperFile(till));
  const db = new Database(join(till.folder, 'branch.sqlite'));
  db.exec('delete from staff_access');
  db.prepare('update staff set pin_hash_sealed = ?').run(sealed);
  db.prepare('insert into staff_access (staff_id, failures) values (?, 4)').run(CASHIER);
  db.close();
  await till.reopen();
  expect(rowsOf(till, 'select count(*) n from staff where pin_hash_sealed is not null')).toEqual([{ n: 0 }]);
  expect((await signIn(till, '000000')).body).toEqual({ error: { code: 'sign_in_failed', triesLeft: 5 } });
  till.uptime += 30_000;
  bodyOf(await signIn(till, PIN));
});

test('with the pepper lost sign-in says that HQ has to send PINs anew; nothing is deleted, and a PIN sent anew opens', async () => {
  const till = await openSellingTill();
  const pepper = readFileSync(pepperFile(till), 'utf8');
  await till.backend.close();
  rmSync(pepperFile(till));
  await till.reopen();
  expect(errorCodeOf(await signIn(till, PIN))).toBe('pin_key_lost');
  expect(errorCodeOf(await signIn(till, '000000'))).toBe('pin_key_lost');
  // Who is signed in goes on.
  expect((await till.get('/api/sync')).status).toBe(200);
  await feedCashier(till, { pinHash: hashOf('739164') });
  bodyOf(await signIn(till, '739164'));
  expect(errorCodeOf(await signIn(till, PIN, MANAGER))).toBe('pin_key_lost');
  await till.backend.close();
  writeFileSync(pepperFile(till), pepper);
  await till.reopen();
  bodyOf(await signIn(till, PIN, MANAGER));
});

test('a new PIN of HQ opens what was locked and ends the sessions of the old one; the same one again changes nothing', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 10; n += 1) {
    await signIn(till, '000000');
    till.uptime += 86_400_000;
  }
  await feedCashier(till, { name: '陈' });
  expect(errorCodeOf(await signIn(till, PIN))).toBe('pin_locked');
  expect((await till.get('/api/session')).body).toMatchObject({ staff: { name: '陈' } });
  await feedCashier(till, { pinHash: hashOf('739164') });
  expect((await till.get('/api/session')).status).toBe(401);
  expect(errorCodeOf(await signIn(till, PIN))).toBe('sign_in_failed');
  bodyOf(await signIn(till, '739164'));
});

test('somebody who left the branch leaves nothing to try PINs on', async () => {
  const till = await openSellingTill();
  till.hq.feed('staff', CASHIER, null);
  await till.backend.drain();
  expect(rowsOf(till, 'select staff_id from staff_access')).toEqual([{ staff_id: MANAGER }]);
});
