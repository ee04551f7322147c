import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSealedKeystore, type SystemSafe } from '../../../../apps/pos-desktop/src/backend/store/sealed-keystore.ts';

const SECRET = 'the device key';

/** An operating system that turns texts around, and says with which key. */
function createSafe(key: string, change: Partial<SystemSafe> = {}): SystemSafe & { newest: string } {
  const safe: SystemSafe & { newest: string } = {
    newest: key,
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`${safe.newest}:${text.split('').toReversed().join('')}`)),
    decryptStringAsync: (sealed: Buffer) => {
      const [with_ = '', text = ''] = sealed.toString().split(':');
      if (with_ !== key && with_ !== safe.newest) return Promise.reject(new Error('another key'));
      return Promise.resolve({ result: text.split('').toReversed().join(''), shouldReEncrypt: with_ !== safe.newest });
    },
    ...change,
  };
  return safe;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const open = (folder: string, safe: SystemSafe, isPlainAllowed = false) =>
  openSealedKeystore({ folder, safe, platform: 'linux', isPlainAllowed });

test('a secret is read back, lies sealed on the disk, and only its owner reads the file', async () => {
  const folder = newFolder();
  const keystore = await open(folder, createSafe('a'));
  await keystore.write('device', SECRET);
  expect(await keystore.read('device')).toBe(SECRET);
  expect(await keystore.read('another')).toBeNull();
  expect(readdirSync(folder)).toEqual(['device.sealed']);
  expect(Buffer.from(readFileSync(join(folder, 'device.sealed'), 'utf8'), 'base64').toString()).not.toContain(SECRET);
  expect(statSync(join(folder, 'device.sealed')).mode & 0o777).toBe(0o600);
});

test('what another key sealed is named and stays as it is', async () => {
  const folder = newFolder();
  await (await open(folder, createSafe('a'))).write('device', SECRET);
  const before = readFileSync(join(folder, 'device.sealed'));
  await expect((await open(folder, createSafe('b'))).read('device')).rejects.toMatchObject({ code: 'keys_unreadable' });
  expect(readFileSync(join(folder, 'device.sealed'))).toEqual(before);
});

test('when the system has a new key the secret is sealed again with it', async () => {
  const folder = newFolder();
  const safe = createSafe('a');
  const keystore = await open(folder, safe);
  await keystore.write('device', SECRET);
  safe.newest = 'b';
  expect(await keystore.read('device')).toBe(SECRET);
  expect(await (await open(folder, createSafe('b'))).read('device')).toBe(SECRET);
});

test.each([
  ['a password that everybody knows', { getSelectedStorageBackend: () => 'basic_text' }],
  ['no keystore that answers', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }],
])('with %s nothing is written unless an operator allows plain files', async (_, change) => {
  const folder = newFolder();
  await expect(open(folder, createSafe('a', change))).rejects.toMatchObject({ code: 'keystore_unsafe' });
  expect(readdirSync(folder)).toEqual([]);
  await (await open(folder, createSafe('a', change), true)).write('device', SECRET);
  expect(readFileSync(join(folder, 'device'), 'utf8')).toBe(SECRET);
});

test('Windows and macOS have one keystore each: its name is not asked for', async () => {
  const safe = createSafe('a', { getSelectedStorageBackend: () => 'basic_text' });
  const folder = newFolder();
  const keystore = await openSealedKeystore({ folder, safe, platform: 'win32', isPlainAllowed: false });
  await keystore.write('device', SECRET);
  expect(readdirSync(folder)).toEqual(['device.sealed']);
});
