import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@jifen/platform';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../../apps/hq-server/src/server/cli.ts';
import type { VerifyReport } from '../../../apps/hq-server/src/server/verify/verify-hq.ts';
import { anna, makeTrueStore } from './damaged-store.ts';

type Run = { readonly code: number | null; readonly printed: readonly string[]; readonly complained: readonly string[] };

async function run(dataFolder: string, ...args: readonly string[]): Promise<Run> {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCli({
    args,
    env: { JIFEN_DATA_DIR: dataFolder, JIFEN_PORT: '4100' },
    folder: dataFolder,
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    stopwatch: () => 0,
  });
  return { code, printed, complained };
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('verify says in lines or as JSON what it found; the exit code is 0, and 1 when anything differs', async () => {
  const store = await makeTrueStore();
  onTestFinished(() => store.remove());
  const clean = await run(store.folder, 'verify');
  expect(clean).toMatchObject({ code: 0, complained: [] });
  expect(clean.printed).toEqual([
    '23 events in 3 logs; personal parts: 2 present, 0 erased, 0 never sent, 21 events without',
    'no findings in 0 s',
  ]);
  const db = openSqlite({ path: join(store.folder, 'hq.db') });
  db.prepare(`update rights set spent = 0 where member_id = ? and branch_id = 'b1'`).run(anna);
  db.close();
  const damaged = await run(store.folder, 'verify');
  expect(damaged.code).toBe(1);
  expect(damaged.printed).toEqual([
    `rights_differs b1/000000000000001a ${anna}/never/b1/000000000000001a spent: expected 50, found 0`,
    '23 events in 3 logs; personal parts: 2 present, 0 erased, 0 never sent, 21 events without',
    '1 findings in 0 s',
  ]);
  const json = await run(store.folder, 'verify', '--json');
  const report = JSON.parse(json.printed.at(-1) ?? '') as VerifyReport;
  expect(json.code).toBe(1);
  expect(report).toMatchObject({ events: 23, chains: 3, erased: 0, findingCount: 1, seconds: 0 });
  expect(report.findings).toMatchObject([{ code: 'rights_differs', branch: 'b1', incarnation: '000000000000001a', seq: null }]);
});

test('a folder without database or keys, and a database of another version, are told apart; the exit code is 2', async () => {
  const folder = emptyFolder();
  expect(await run(folder, 'verify')).toMatchObject({ code: 2, printed: [expect.stringContaining('no hq.db')] });
  const db = openSqlite({ path: join(folder, 'hq.db') });
  db.exec('create table kysely_migration (name text)');
  db.close();
  expect(await run(folder, 'verify')).toMatchObject({ code: 2, printed: [expect.stringContaining('no keys.json')] });
  const key = 'x'.repeat(43);
  const keys = { signing: { publicKey: key, privateKey: key }, dataKey: key, indexKey: key };
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys));
  expect(await run(folder, 'verify')).toMatchObject({ code: 2, printed: [expect.stringContaining('another version')] });
});

test.each([
  [['frobnicate'], 'unknown command “frobnicate”'],
  [['verify', '--jsno'], 'unknown option “--jsno” of verify; there are: --json'],
  [['serve', 'now'], 'unknown option “now” of serve; there are: none'],
])('%j is refused by name with 2, and nothing is done', async (args, sentence) => {
  const { code, printed, complained } = await run(emptyFolder(), ...args);
  expect({ code, printed }).toEqual({ code: 2, printed: [] });
  expect(complained.join()).toContain(sentence);
});
