import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unixMs } from '@jifen/core';
import { createHq, type Hq } from '@jifen/hq-server/server';
import { createLogger, openSqlite } from '@jifen/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from '../../../apps/hq-server/src/server/backup/back-up.ts';
import { copyOnce, oldestBeyond, scheduleBackups } from '../../../apps/hq-server/src/server/backup/schedule-backups.ts';
import { restoreHq } from '../../../apps/hq-server/src/server/backup/restore-hq.ts';
import { runCli } from '../../../apps/hq-server/src/server/cli.ts';
import { quickHasher } from '../../support/quick-hasher.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const NOW = unixMs(Date.UTC(2026, 5, 1, 3, 30));
const logger = createLogger({ name: 'hq', level: 'silent' });
const random = seededRandom(5);
let folder: string;
let data: string;
let hq: Hq | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jifen-backup-'));
  data = join(folder, 'data');
  hq = await open();
  await hq.createFirstAdmin({ account: 'boss', name: '林', password: 'correct horse 9' });
});
afterEach(async () => {
  await hq?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => createHq({ dataFolder: data, clock: () => NOW, logger, random, hasher: quickHasher, publicUrl: 'http://hq.local' });
const stop = async () => {
  await hq?.close();
  hq = null;
};
const copyTo = (name: string, now = NOW) => {
  const done = backUp({ dataFolder: data, target: join(folder, name), now });
  if (!done.ok) throw new Error(done.error.why);
  return done.value.file;
};
const restore = (file: string) => restoreHq({ dataFolder: data, file, now: NOW, random });
const epochOf = async (of: Hq) =>
  (
    await of.context.db
      .selectFrom('incarnation')
      .selectAll()
      .where('branch_id', '=', 'hq' as never)
      .where('state', '=', 'active')
      .execute()
  ).map(({ incarnation }) => incarnation);

test('a copy is made while HQ runs: whole, under the name of its time in a folder, with nothing beside it', async () => {
  mkdirSync(join(folder, 'copies'));
  expect(copyTo('copies')).toBe(join(folder, 'copies', 'hq-20260601T033000Z.db'));
  expect(readdirSync(join(folder, 'copies'))).toEqual(['hq-20260601T033000Z.db']);
  expect((await hq?.fetch(new Request('http://hq.local/readyz')))?.status).toBe(200);
});

test('a copy is never written over', () => {
  copyTo('one.db');
  expect(backUp({ dataFolder: data, target: join(folder, 'one.db'), now: NOW })).toMatchObject({ error: { code: 'target_exists' } });
  expect(backUp({ dataFolder: join(folder, 'nowhere'), target: join(folder, 'two.db'), now: NOW })).toMatchObject({
    error: { code: 'database_missing' },
  });
  expect(backUp({ dataFolder: data, target: join(folder, 'no', 'such', 'two.db'), now: NOW })).toMatchObject({ ok: false });
});

test('what a copy holds is marked safe, what came later is not; readiness says when the last was made', async () => {
  const ready = async () => await (await hq?.fetch(new Request('http://hq.local/readyz')))?.json();
  expect(await ready()).toEqual({ status: 'ok', offBoxCopy: 'none' });
  copyTo('one.db');
  expect(await ready()).toEqual({ status: 'ok', offBoxCopy: 'made', copiedAt: NOW });
  const row = await hq?.context.db.selectFrom('incarnation').select(['last_seq', 'safe_seq']).executeTakeFirstOrThrow();
  expect(row?.safe_seq).toBe(row?.last_seq);
  expect(row?.last_seq).toBeGreaterThan(0);
});

test('a copy in its place opens a new history; what was there stays beside it, and nobody is signed in any more', async () => {
  const file = copyTo('one.db');
  const [before] = hq === null ? [] : await epochOf(hq);
  await hq?.context.db.insertInto('setting').values({ key: 'late', value: 'x' }).execute();
  await stop();
  const done = await restore(file);
  expect(done).toMatchObject({ ok: true, value: { waitingFor: 0 } });
  hq = await open();
  const after = await epochOf(hq);
  expect([after.length, after[0] === before, done.ok && done.value.epoch === after[0]]).toEqual([1, false, true]);
  expect(await hq.context.db.selectFrom('setting').selectAll().where('key', '=', 'late').execute()).toEqual([]);
  expect(await hq.context.db.selectFrom('staff').selectAll().execute()).toHaveLength(1);
  const kept = done.ok ? String(done.value.kept) : '';
  expect(existsSync(kept)).toBe(true);
  const old = openSqlite({ path: kept });
  expect(old.prepare("select value from setting where key = 'late'").pluck().get()).toBe('x');
  old.close();
});

test('nothing is restored while HQ runs', async () => {
  const file = copyTo('one.db');
  expect(await restore(file)).toMatchObject({ error: { code: 'database_in_use' } });
  expect((await hq?.fetch(new Request('http://hq.local/readyz')))?.status).toBe(200);
});

test('a file that is no copy, a cut one and one with a changed event are refused, and nothing is moved', async () => {
  const file = copyTo('one.db');
  await stop();
  const before = readFileSync(join(data, 'hq.db'));
  const bytes = readFileSync(file);
  const text = join(folder, 'text.db');
  writeFileSync(text, 'not a database, but long enough to be looked at '.repeat(200));
  const cut = join(folder, 'cut.db');
  writeFileSync(cut, bytes.subarray(0, bytes.length - 8192));
  const edited = join(folder, 'edited.db');
  writeFileSync(edited, bytes);
  const handle = openSqlite({ path: edited });
  handle.prepare("update event set content = replace(content, '\"first\"', '\"fIrst\"') where type = 'epoch_opened'").run();
  handle.pragma('journal_mode=DELETE');
  handle.close();
  for (const bad of [text, cut, edited]) expect(await restore(bad)).toMatchObject({ error: { code: 'copy_damaged' } });
  expect(await restore(join(folder, 'none.db'))).toMatchObject({ error: { code: 'copy_missing' } });
  expect(readFileSync(join(data, 'hq.db')).equals(before)).toBe(true);
  expect(readdirSync(data).toSorted()).toEqual(['hq.db', 'keys.json']);
});

test('a copy needs the keys that it was made with', async () => {
  const { context } = hq ?? (await open());
  await context.db
    .insertInto('event_private')
    .values({ event_id: '0190b000-0000-7000-8000-000000000001' as never, salt: 's', sealed: context.cipher.encrypt('{}'), erased_at: null })
    .execute();
  const file = copyTo('one.db');
  await stop();
  const own = readFileSync(join(data, 'keys.json'));
  rmSync(join(data, 'keys.json'));
  expect(await restore(file)).toMatchObject({ error: { code: 'keys_missing' } });
  const other = await createHq({
    dataFolder: join(folder, 'other'),
    clock: () => NOW,
    logger,
    random: seededRandom(77),
    hasher: quickHasher,
  });
  await other.close();
  writeFileSync(join(data, 'keys.json'), readFileSync(join(folder, 'other', 'keys.json')));
  expect(await restore(file)).toMatchObject({ error: { code: 'keys_differ' } });
  writeFileSync(join(data, 'keys.json'), own);
  expect(await restore(file)).toMatchObject({ ok: true });
});

test('the timetable copies in a thread of its own and keeps as many as it was told', async () => {
  const copies = join(folder, 'copies');
  for (const hours of [0, 1, 2]) {
    await copyOnce({ dataFolder: data, folder: copies, keep: 2, clock: () => unixMs(NOW + hours * 3_600_000), logger });
  }
  expect(readdirSync(copies).toSorted()).toEqual(['hq-20260601T043000Z.db', 'hq-20260601T053000Z.db']);
  expect(oldestBeyond(['notes.txt', 'hq-20260601T043000Z.db', 'hq.db'], 0)).toEqual(['hq-20260601T043000Z.db']);
  expect(() => scheduleBackups({ dataFolder: data, folder: copies, every: 'now and then', keep: 1, clock: () => NOW, logger })).toThrow();
});

test('both commands say in words what they did, and what they need', async () => {
  const lines: string[] = [];
  const run = (...args: string[]) =>
    runCli({
      args,
      env: { JIFEN_DATA_DIR: data },
      folder,
      print: (line) => lines.push(line),
      complain: (line) => lines.push(line),
      stopwatch: () => 0,
    });
  expect(await run('backup')).toBe(2);
  expect(await run('backup', join(folder, 'one.db'))).toBe(0);
  expect(await run('restore', join(folder, 'one.db'))).toBe(1);
  expect(lines.at(-1)).toContain('database_in_use');
  await stop();
  expect(await run('restore', join(folder, 'one.db'))).toBe(0);
  expect(lines.join('\n')).toMatch(/Start HQ\./);
});
