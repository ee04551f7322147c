import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { cashSale, openSellingTill, PIN_HASH, type TestTill, ZHANG } from '../../support/test-till.ts';

type Status = {
  folder: string;
  isRunning: boolean;
  lastSuccess: { file: string; at: number } | null;
  lastFailure: { code: string } | null;
};
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const status = async (till: TestTill) => bodyOf<Status>(await till.get('/api/backups'));
const copiesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
const sell = (till: TestTill) => till.post('/api/sales', cashSale(till, null, 1000));
const settle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 20);
  });

/** A timer that the test turns; the longest wait is the machine's. */
function createHandTimer() {
  const planned = new Set<{ readonly delayMs: number; readonly work: () => void }>();
  return {
    timer: (delayMs: number, work: () => void) => {
      const plan = { delayMs, work };
      planned.add(plan);
      return () => void planned.delete(plan);
    },
    delays: () => [...planned].map(({ delayMs }) => delayMs),
    /** Lets the one wait that there is come to its end, as the clock does. */
    turn: async (till: TestTill) => {
      const [plan] = planned;
      if (plan === undefined) throw new Error('nothing is planned');
      planned.delete(plan);
      till.now = (till.now + plan.delayMs) as never;
      plan.work();
      await settle();
    },
  };
}

test('closing the shift copies the database, whole, readable for its owner alone, and without a token of a life', async () => {
  const till = await openSellingTill({ hasCopies: true });
  till.backend.startCopyLoop();
  await till.post('/api/shift/open', { id: till.newId(), floatFen: 0 });
  bodyOf(await sell(till));
  bodyOf(await till.post('/api/shift/close', { id: till.newId(), countedFen: 1000 }));
  await settle();
  const [file = ''] = copiesIn(till.copyFolder);
  expect(copiesIn(till.copyFolder)).toEqual(['till-east-20260731T040000Z.sqlite']);
  expect(statSync(join(till.copyFolder, file)).mode & 0o777).toBe(0o600);
  const copy = new Database(join(till.copyFolder, file), { readonly: true });
  expect(copy.pragma('quick_check', { simple: true })).toBe('ok');
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(copy.prepare('select present, previous, is_marked from life_token').get()).toEqual({
    present: null,
    previous: null,
    is_marked: 1,
  });
  expect(copy.prepare(`select count(*) from log where type = 'shift_closed'`).pluck().get()).toBe(1);
  copy.close();
  expect(await status(till)).toMatchObject({ lastSuccess: { file }, lastFailure: null, isRunning: false });
});

test('giving everything back at the day’s end asks for a copy, too', async () => {
  const till = await openSellingTill({ hasCopies: true });
  till.backend.startCopyLoop();
  bodyOf(await till.post('/api/sync/return-rights', {}));
  await settle();
  expect(copiesIn(till.copyFolder)).toHaveLength(1);
});

test('whoever is signed in may make a copy; nobody else sees or makes one', async () => {
  const till = await openSellingTill({ hasCopies: true });
  expect(await status(till)).toMatchObject({ folder: till.copyFolder, lastSuccess: null });
  expect(bodyOf<Status>(await till.post('/api/backups', {}))).toMatchObject({ lastSuccess: { file: copiesIn(till.copyFolder)[0] } });
  till.token = '';
  expect((await till.post('/api/backups', {})).status).toBe(401);
  expect((await till.get('/api/backups')).status).toBe(401);
});

test('what is personal stands in a copy as it stands in the database: sealed; keys stand in neither', async () => {
  const till = await openSellingTill({ hasCopies: true });
  const id = till.newId();
  const personal = { phone: '13812345678', idNumber: '11010519491231002X', address: '幸福路 88 号 6 单元', birthday: '1949-12-31' };
  bodyOf(await till.post('/api/members', { id, name: '赵六', ...personal, cardNumber: null, password: 'geheim-4711' }));
  bodyOf(await till.post('/api/parked', { id: till.newId(), label: '穿红衣服的顾客', draft: { note: 'parked-note' } }));
  bodyOf(await till.post('/api/backups', {}));
  const bytes = readFileSync(join(till.copyFolder, copiesIn(till.copyFolder)[0] ?? ''));
  const keys = readdirSync(join(till.folder, 'keys')).filter((name) => /private|data-key|index-key|pepper/.test(name));
  const secrets = [...Object.values(personal), 'parked-note', '穿红衣服的顾客', PIN_HASH.slice(-12), 'geheim-4711'];
  const kept = keys.map((name) => readFileSync(join(till.folder, 'keys', name), 'utf8'));
  expect(kept).toHaveLength(4);
  expect([...secrets, ...kept].filter((secret) => bytes.includes(Buffer.from(secret)))).toEqual([]);
});

test('a failure is said by name, never stands in the way of a sale, and is tried again until it is no more', async () => {
  const { timer, delays, turn } = createHandTimer();
  const till = await openSellingTill({ hasCopies: true, timer });
  await till.backend.close();
  till.copyFolder = join(till.folder, 'usb', 'jifen');
  await till.reopen();
  await till.signIn();
  till.backend.startCopyLoop();
  await settle();
  expect(errorCodeOf(await till.post('/api/backups', {}))).toBe('copy_folder_missing');
  bodyOf(await till.post('/api/sync/return-rights', {}));
  await settle();
  expect(await status(till)).toMatchObject({ lastSuccess: null, lastFailure: { code: 'copy_folder_missing' } });
  expect((await sell(till)).status).toBe(200);
  expect(existsSync(join(till.folder, 'usb'))).toBe(false);
  mkdirSync(join(till.folder, 'usb'));
  expect(delays()).toEqual([900_000]);
  await turn(till);
  expect(await status(till)).toMatchObject({ lastFailure: { code: 'copy_folder_missing' } });
  mkdirSync(till.copyFolder);
  await turn(till);
  expect(await status(till)).toMatchObject({ lastFailure: null });
  expect(copiesIn(till.copyFolder)).toHaveLength(1);
});

test('a till that runs through the night copies once in it; one that was off does so after its start', async () => {
  const { timer, turn } = createHandTimer();
  const till = await openSellingTill({ hasCopies: true, timer });
  // Noon in the shop; nothing was ever copied.
  till.backend.startCopyLoop();
  await settle();
  await turn(till);
  expect(copiesIn(till.copyFolder)).toHaveLength(1);
  const started = till.now;
  while (till.now < started + 15 * HOUR_MS) await turn(till);
  expect(copiesIn(till.copyFolder)).toHaveLength(1);
  while (till.now < started + 20 * HOUR_MS) await turn(till);
  // 03:30 in the shop is 19:30 in UTC.
  expect(copiesIn(till.copyFolder)[1]).toMatch(/^till-east-20260731T1930/);
  expect(copiesIn(till.copyFolder)).toHaveLength(2);
  await till.reopen();
  till.now = (till.now + DAY_MS) as never;
  await till.signIn();
  till.backend.startCopyLoop();
  await settle();
  expect(await status(till)).toMatchObject({ lastSuccess: { file: copiesIn(till.copyFolder)[1] } });
  await turn(till);
  expect(copiesIn(till.copyFolder)).toHaveLength(3);
});

test('of each of seven days the last copy stays; the newest always does, and what is not the till’s own is left alone', async () => {
  const till = await openSellingTill({ hasCopies: true });
  mkdirSync(till.copyFolder);
  const others = ['till-west-20200101T000000Z.sqlite', 'notes.txt', 'till-east.sqlite'];
  for (const file of others) writeFileSync(join(till.copyFolder, file), 'x');
  for (let day = 0; day < 9; day += 1) {
    for (const hours of [0, 2]) {
      till.now = (till.now + hours * HOUR_MS) as never;
      bodyOf(await till.post('/api/backups', {}));
    }
    till.now = (till.now + 22 * HOUR_MS) as never;
    await till.signIn();
  }
  const own = copiesIn(till.copyFolder).filter((file) => !others.includes(file));
  expect(own.map((file) => file.slice(10, 23))).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `2026080${day}T0600`));
  expect(copiesIn(till.copyFolder)).toEqual(expect.arrayContaining(others));
});

test('a copy that was cut off never has a copy’s name, and its rest goes with the next one', async () => {
  const till = await openSellingTill({ hasCopies: true });
  mkdirSync(till.copyFolder);
  writeFileSync(join(till.copyFolder, 'till-east-20260730T040000Z.sqlite.new'), 'half');
  writeFileSync(join(till.folder, 'branch.sqlite.copying'), 'half');
  writeFileSync(join(till.copyFolder, 'till-west-20260730T040000Z.sqlite.new'), 'somebody else’s, on its way');
  bodyOf(await till.post('/api/backups', {}));
  expect(copiesIn(till.copyFolder)).toEqual(['till-east-20260731T040000Z.sqlite', 'till-west-20260730T040000Z.sqlite.new']);
});

test('two who ask at once get a copy each, one after the other', async () => {
  const till = await openSellingTill({ hasCopies: true });
  const answers = await Promise.all([till.post('/api/backups', {}), sell(till), till.post('/api/backups', {})]);
  expect(answers.map(({ status: code }) => code)).toEqual([200, 200, 200]);
  expect(await status(till)).toMatchObject({ isRunning: false });
  rmSync(till.copyFolder, { recursive: true });
  writeFileSync(till.copyFolder, 'a file in the place of the folder');
  expect(errorCodeOf(await till.post('/api/backups', {}))).toBe('copy_folder_missing');
  chmodSync(till.copyFolder, 0o600);
  expect((await till.get(`/api/members/${ZHANG}`)).status).toBe(404);
});
