import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { removeFiles, rowsOf } from '../../support/disk.ts';
import { HQ_URL } from '../../support/fake-hq.ts';
import { cashSale, CUP, feedMember, MANAGER, openSellingTill, openTestTill, PIN, type TestTill, ZHANG } from '../../support/test-till.ts';

type State = {
  enrolled: boolean;
  backups: { file: string; at: number; branchName: string | null }[];
  backupProblem: string | null;
  isKnown: boolean;
};
const state = async (till: TestTill) => bodyOf<State>(await till.get('/api/state'));
const sell = async (till: TestTill, amountFen: number) =>
  bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen)));
const hashes = (till: TestTill) =>
  rowsOf(till, 'select hash from log order by incarnation_no, seq').map((row) => (row as { hash: string }).hash);
const lives = (till: TestTill) => rowsOf(till, 'select reason, is_live from incarnation order by no');
const restore = (till: TestTill, file: string) => till.post('/api/restore', { file });

/** Sold for 1,000 yuan and synced, one sale that HQ has not heard of, copied; and one sale after the copy. */
async function openCopied(): Promise<TestTill> {
  const till = await openSellingTill({ hasCopies: true });
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 5 }));
  await sell(till, 100_000);
  await till.backend.drain();
  till.isCut = true;
  await sell(till, 50_000);
  bodyOf(await till.post('/api/backups', {}));
  till.now = (till.now + 60_000) as never;
  await sell(till, 1000);
  return till;
}

/** The database is gone; what lies beside it is not, nor are the keys. */
async function loseDatabase(till: TestTill): Promise<void> {
  await till.backend.close();
  removeFiles(till, 'database');
  till.token = '';
  await till.reopen();
}

async function openLost(): Promise<TestTill> {
  const till = await openCopied();
  await loseDatabase(till);
  return till;
}

const FILE = 'till-east-20260731T040000Z.sqlite';

test('with its database gone a till asks which copy to go on with, and begins nothing by itself', async () => {
  const till = await openCopied();
  copyFileSync(join(till.copyFolder, FILE), join(till.copyFolder, 'till-west-20270101T000000Z.sqlite'));
  await loseDatabase(till);
  expect(await state(till)).toMatchObject({
    enrolled: false,
    isKnown: true,
    backupProblem: null,
    backups: [{ file: FILE, at: Date.UTC(2026, 6, 31, 4), branchName: '东门店' }],
  });
  expect((await till.post('/api/session', { staffId: MANAGER, pin: PIN })).status).toBe(409);
  await till.reopen();
  expect(await state(till)).toMatchObject({ enrolled: false, backups: [{ file: FILE }] });
});

test('a copy is chosen: the till sells at once without HQ, as a new life, and HQ gets all that the copy had', async () => {
  const till = await openCopied();
  const before = hashes(till);
  await loseDatabase(till);
  expect((await restore(till, FILE)).body).toMatchObject({ enrolled: true, canSignIn: true, reEnrol: null });
  expect(lives(till)).toEqual([
    { reason: 'enrolled', is_live: 0 },
    { reason: 'restored', is_live: 1 },
  ]);
  await till.signIn();
  await sell(till, 20_000);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 2050, usableHere: 300 });
  till.isCut = false;
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  const known = [...till.hq.logs.values()].flatMap((log) => log.map(({ envelope }) => envelope.hash));
  expect(hashes(till).filter((hash) => !known.includes(hash))).toEqual([]);
  // The last sale was made after the copy: only it is gone.
  expect(before.filter((hash) => !known.includes(hash))).toHaveLength(1);
  expect((await till.get('/api/sync')).body).toMatchObject({ life: 'normal', pending: 0, recoveryPending: 0 });
  await till.reopen();
  expect(lives(till)).toHaveLength(2);
});

test('a person who wants no copy begins without one, and needs no code', async () => {
  const till = await openLost();
  expect((await till.post('/api/begin-empty', {})).body).toMatchObject({ enrolled: true });
  expect(lives(till)).toEqual([{ reason: 'wiped', is_live: 1 }]);
  expect(errorCodeOf(await till.post('/api/begin-empty', {}))).toBe('already_enrolled');
  till.isCut = false;
  await till.backend.drain();
  await till.signIn();
});

test('only names of the list are taken: no path, no link, nothing half written', async () => {
  const till = await openLost();
  const secret = join(till.folder, 'till-east-20260101T000000Z.sqlite');
  copyFileSync(join(till.copyFolder, FILE), secret);
  symlinkSync(secret, join(till.copyFolder, 'till-east-20260102T000000Z.sqlite'));
  mkdirSync(join(till.copyFolder, 'till-east-20260103T000000Z.sqlite'));
  writeFileSync(join(till.copyFolder, `${FILE}.new`), readFileSync(secret));
  const names = [
    '../till-east-20260101T000000Z.sqlite',
    secret,
    'till-east-20260102T000000Z.sqlite',
    'till-east-20260103T000000Z.sqlite',
    'till-east-20260104T000000Z.sqlite',
    `${FILE}.new`,
    `./${FILE}`,
    `${FILE}\u0000`,
    '',
  ];
  for (const file of names) expect([file, errorCodeOf(await restore(till, file))]).toEqual([file, 'copy_missing']);
  expect((await restore(till, 'x'.repeat(300))).status).toBe(400);
  expect((await state(till)).backups.map(({ file }) => file)).toEqual([FILE]);
  expect(existsSync(join(till.folder, 'branch.sqlite.restoring'))).toBe(false);
  expect((await restore(till, FILE)).status).toBe(200);
});

const edit = (change: (copy: Database.Database) => void) => (path: string) => {
  const copy = new Database(path);
  change(copy);
  copy.close();
};
function alterSale(copy: Database.Database): void {
  const triggers = copy.prepare(`select name from sqlite_schema where type = 'trigger' and tbl_name = 'log'`).pluck().all();
  for (const name of triggers) copy.exec(`drop trigger ${String(name)}`);
  copy.exec(`update log set body = replace(body, '50000', '50001')`);
}

test.each([
  ['damaged pages', (path: string) => writeFileSync(path, readFileSync(path).fill(0xaa, 40_000, 90_000)), 'copy_damaged'],
  ['another kind of file', (path: string) => writeFileSync(path, 'no database at all '.repeat(400)), 'copy_damaged'],
  ['half a file', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 60_000)), 'copy_damaged'],
  ['an empty file', (path: string) => writeFileSync(path, ''), 'copy_damaged'],
  ['an altered sale', edit(alterSale), 'copy_damaged'],
  ['another program’s tables', edit((copy) => copy.exec('drop table life_token')), 'copy_damaged'],
  ['tables that no build leaves', edit((copy) => copy.exec(`delete from kysely_migration where name >= '0200'`)), 'copy_damaged'],
  ['a step left out', edit((copy) => copy.exec(`delete from kysely_migration where name = '0200-print-job'`)), 'copy_damaged'],
  ['another branch’s database', edit((copy) => copy.exec(`update enrolment set branch = 'west'`)), 'copy_damaged'],
  [
    'a newer program’s schema',
    edit((copy) => copy.exec(`insert into kysely_migration (name, timestamp) values ('9990-future', '2030')`)),
    'copy_newer',
  ],
])('a copy with %s is refused by name, and the one beside it is taken', async (_, spoil, code) => {
  const till = await openLost();
  const bad = 'till-east-20260730T040000Z.sqlite';
  copyFileSync(join(till.copyFolder, FILE), join(till.copyFolder, bad));
  spoil(join(till.copyFolder, bad));
  expect((await state(till)).backups.map(({ file }) => file)).toEqual([FILE, bad]);
  const untouched = readFileSync(join(till.copyFolder, bad));
  expect(errorCodeOf(await restore(till, bad))).toBe(code);
  expect(readFileSync(join(till.copyFolder, bad)).equals(untouched)).toBe(true);
  expect(await state(till)).toMatchObject({ enrolled: false });
  expect((await restore(till, FILE)).body).toMatchObject({ enrolled: true });
});

test('a copy of the build before comes to this one’s schema', async () => {
  const till = await openLost();
  const undo = `alter table life rename column requests to answers; drop table request_run; drop table print_job; drop index log_reprints;
    delete from kysely_migration where name >= '0200'`;
  edit((copy) => copy.exec(undo))(join(till.copyFolder, FILE));
  expect((await restore(till, FILE)).body).toMatchObject({ enrolled: true });
  await till.signIn();
  expect((await till.get('/api/print-jobs')).body).toEqual({ items: [] });
});

test('over an enrolled till nothing is restored', async () => {
  const till = await openCopied();
  const before = hashes(till);
  expect(errorCodeOf(await restore(till, FILE))).toBe('already_enrolled');
  expect(hashes(till)).toEqual(before);
  expect(lives(till)).toHaveLength(1);
});

test('enrolled and restored at the same moment it is one of the two', async () => {
  const till = await openLost();
  till.isCut = false;
  const answers = await Promise.all([
    till.post('/api/enrol', { hqUrl: HQ_URL, code: 'GOOD-CODE', terminalName: '收银台一' }),
    restore(till, FILE),
    restore(till, FILE),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
});

test('killed at any step a restore happened wholly or not at all', async () => {
  const till = await openLost();
  for (const step of ['wal_removed', 'folder_synced', 'renamed', 'done']) {
    const die = () => {
      throw new Error('power cut');
    };
    till.onPlace = (at) => {
      if (at !== step) return;
      // What the process would still do after the throw is cut off, too.
      till.onStep = die;
      die();
    };
    await restore(till, FILE).catch(() => undefined);
    till.onPlace = null;
    await till.reopen(false);
    const { enrolled } = await state(till);
    expect([step, enrolled]).toEqual([step, step === 'done']);
    expect(readdirSync(till.folder).filter((file) => file.includes('restoring'))).toEqual([]);
  }
  await till.signIn();
  await sell(till, 1000);
  expect(lives(till)).toEqual([
    { reason: 'enrolled', is_live: 0 },
    { reason: 'restored', is_live: 1 },
  ]);
});

test('killed at any statement after the copy is in place there is one new life, whole', async () => {
  const till = await openCopied();
  let steps = 0;
  let isDone = false;
  for (let killAt = 1; !isDone; killAt += 7) {
    await loseDatabase(till);
    steps = 0;
    till.onStep = () => {
      steps += 1;
      if (steps >= killAt) throw new Error('power cut');
    };
    isDone = (await restore(till, FILE).catch(() => null))?.status === 200;
    await till.reopen(false);
    const { enrolled } = await state(till);
    if (enrolled) expect([killAt, lives(till)]).toEqual([killAt, [expect.anything(), { reason: 'restored', is_live: 1 }]]);
    else expect((await restore(till, FILE)).status).toBe(200);
    await till.signIn();
    await sell(till, 1000);
  }
  expect(steps).toBeGreaterThan(30);
});

test('a share that is not there is no reason to begin without it: a person decides', async () => {
  const till = await openCopied();
  await till.backend.close();
  till.copyFolder = join(till.folder, 'mnt', 'share', 'jifen');
  removeFiles(till, 'database');
  await till.reopen();
  expect(await state(till)).toMatchObject({ enrolled: false, isKnown: true, backups: [], backupProblem: 'copy_folder_missing' });
  expect((await till.post('/api/begin-empty', {})).body).toMatchObject({ enrolled: true });
});

test('a machine that was never enrolled is shown every till’s copies, and begins empty by a code alone', async () => {
  const source = await openCopied();
  const till = await openTestTill({ hasCopies: true });
  mkdirSync(till.copyFolder);
  copyFileSync(join(source.copyFolder, FILE), join(till.copyFolder, FILE));
  expect(await state(till)).toMatchObject({ enrolled: false, isKnown: false, backups: [{ file: FILE, branchName: '东门店' }] });
  expect(errorCodeOf(await till.post('/api/begin-empty', {}))).toBe('not_enrolled');
});
