import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unixMs } from '@jifen/core';
import { createHq } from '@jifen/hq-server/server';
import { createLogger, openSqlite, openSqliteReadOnly, sha256 } from '@jifen/platform';
import { verifyHq } from '../../apps/hq-server/src/server/verify/verify-hq.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { writeBigLog } from './big-log.ts';
import type { BenchFigure } from './figure.ts';

const OPTIONS = { events: { type: 'string', default: '1000000' } } as const;
const BUDGET_EVENTS = 1_000_000;
const BUDGET_SECONDS = 60;

/** Verifying a million events against bare SHA-256 over the same texts: how much of the time is more than hashing. */
export async function benchVerify(args: readonly string[]): Promise<readonly BenchFigure[]> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const count = Number(values.events);
  const folder = mkdtempSync(join(tmpdir(), 'jifen-bench-'));
  try {
    await makeStore(folder);
    const file = join(folder, 'hq.db');
    const db = openSqlite({ path: file });
    // Filled in one go: nothing is lost that could not be made again.
    for (const pragma of ['journal_mode=MEMORY', 'synchronous=OFF', 'cache_size=-524288']) db.pragma(pragma);
    const keys = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { dataKey: string; indexKey: string };
    const writingSince = performance.now();
    const { bytes } = writeBigLog(db, keys, count);
    db.pragma('journal_mode=WAL');
    db.close();
    const writeSeconds = (performance.now() - writingSince) / 1000;
    const hashSeconds = hashAll(file);
    const cpuBefore = process.cpuUsage();
    const verified = await verifyHq({ dataFolder: folder, random: seededRandom(1), stopwatch: () => performance.now() });
    if (!verified.ok) throw new Error(verified.error.code);
    const cpu = process.cpuUsage(cpuBefore);
    const { events, seconds, findingCount, findings } = verified.value;
    if (findingCount > 0) throw new Error(`the store that the bench made is not true: ${JSON.stringify(findings.slice(0, 5))}`);
    return [
      {
        bench: 'verify',
        figure: 'rate of verified events to rate of bare SHA-256 over their texts',
        ratio: round(hashSeconds / seconds),
        budget: `${BUDGET_EVENTS} events in ≤ ${BUDGET_SECONDS} s`,
        isWithinBudget: (seconds * BUDGET_EVENTS) / events <= BUDGET_SECONDS,
        events,
        seconds,
        cpuSeconds: round((cpu.user + cpu.system) / 1e6),
        eventsPerSecond: Math.round(events / seconds),
        hashSeconds: round(hashSeconds),
        writeSeconds: round(writeSeconds),
        megabytes: round(bytes / 1e6),
        heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeStore(dataFolder: string): Promise<void> {
  const logger = createLogger({ name: 'bench', level: 'silent' });
  const hq = await createHq({ dataFolder, clock: () => unixMs(Date.UTC(2026, 0, 1)), random: seededRandom(1), logger });
  await hq.close();
  const db = openSqlite({ path: join(dataFolder, 'hq.db') });
  const ladder = JSON.stringify([{ id: 'regular', name: 'Regular', fromExperience: 0, rateBp: 10_000 }]);
  db.prepare("insert into rule values (1, 0, ?, '[]', '[]', null, 0)").run(ladder);
  const branch = db.prepare(
    `insert into branch (branch_id, name, address, contact, opening_hours, promotions, utc_offset_minutes, created_at)
     values (?, '', '', '', '', '', 480, 0)`,
  );
  for (let i = 1; i <= 20; i += 1) branch.run(`b${i}`);
  db.close();
}

/** The time that hashing alone takes; reading is not counted. */
function hashAll(file: string): number {
  const db = openSqliteReadOnly({ path: file });
  let ms = 0;
  for (const text of db.prepare<[], string>('select content from event').pluck().iterate()) {
    const startedAt = performance.now();
    sha256(text);
    ms += performance.now() - startedAt;
  }
  db.close();
  return ms / 1000;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
