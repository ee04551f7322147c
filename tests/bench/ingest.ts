import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BranchId, must, unixMs } from '@jifen/core';
import { openSqlite, sha256 } from '@jifen/platform';
import type { LoggedEvent } from '@jifen/sync';
import { DEFAULT_SETTINGS, putSettings } from '../../apps/hq-server/src/server/store/setting-store.ts';
import {
  DAY,
  enrolTill,
  memberId,
  NOW,
  openSyncHq,
  rewardId,
  signedRequest,
  type SyncHq,
  type TestTill,
} from '../hq-server/sync/sync-hq.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { BenchFigure } from './figure.ts';

const OPTIONS = { events: { type: 'string', default: '40000' } } as const;
const TILLS = 10;
const BATCH = 200;
const MEMBERS_PER_TILL = 300;
const MUG = rewardId(1);
const BUDGET_PER_SECOND = 10_000;
const DUPLICATES_PER_SECOND = 50_000;

/**
 * The backlog of ten branches into one HQ on SQLite, batches of 200 in turn: signature, chain, postings, settlement, placement and the
 * answer, against hashing the same texts and writing the same events alone, by a bare prepared statement under the same pragmas. Then the
 * same batches once more. Requests are made and signed before; members are seen where they live, one in ten elsewhere.
 */
export async function benchIngest(args: readonly string[]): Promise<readonly BenchFigure[]> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const hq = await openSyncHq();
  try {
    const tills = await enrolTills(hq);
    fillLogs(tills, Number(values.events));
    const events = tills.flatMap(({ log }) => log.events.slice(1));
    const bareSeconds = await bareSecondsOf(events);
    const taken = await sendAll(hq, makeRequests(hq, tills));
    const repeated = await sendAll(hq, makeRequests(hq, tills));
    const count = await countEvents(hq);
    if (count !== events.length + TILLS) throw new Error(`HQ has ${count} events of branches, not ${events.length + TILLS}`);
    const bare = events.length / bareSeconds;
    return [
      figureOf('rate of events taken to rate of bare hashing and writing of the same events', {
        ...taken,
        events: events.length,
        bare,
        least: BUDGET_PER_SECOND,
      }),
      figureOf('rate of events sent once more to rate of bare hashing and writing of the same events', {
        ...repeated,
        events: events.length,
        bare,
        least: DUPLICATES_PER_SECOND,
      }),
    ];
  } finally {
    await hq.close();
  }
}

type Measured = Sent & { readonly events: number; readonly bare: number; readonly least: number };

function figureOf(figure: string, { seconds, cpuSeconds, events, bare, least, slowestMs }: Measured): BenchFigure {
  const rate = events / seconds;
  return {
    bench: 'ingest',
    figure,
    ratio: Math.round((rate / bare) * 1000) / 1000,
    budget: `≥ ${least} events/s`,
    isWithinBudget: rate >= least,
    events,
    eventsPerSecond: Math.round(rate),
    cpuMicrosecondsPerEvent: Math.round((cpuSeconds * 1e6) / events),
    slowestBatchMs: Math.round(slowestMs),
    bareEventsPerSecond: Math.round(bare),
  };
}

async function enrolTills(hq: SyncHq): Promise<TestTill[]> {
  const { db } = hq.hq.context;
  await db.transaction().execute((trx) => putSettings(trx, DEFAULT_SETTINGS));
  const texts = { address: '', contact: '', opening_hours: '', promotions: '', utc_offset_minutes: 480, created_at: unixMs(NOW) };
  const tills: TestTill[] = [];
  for (let n = 1; n <= TILLS; n += 1) {
    const branch = `b${n}` as BranchId;
    const row = { branch_id: branch, name: branch, ...texts };
    await db
      .insertInto('branch')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const till = await enrolTill(hq, branch, { incarnation: `${n}a`, startsAt: NOW - 30 * DAY });
    await till.exchange();
    tills.push(till);
  }
  return tills;
}

/** Of a hundred events some three are redemptions, two refunds, and as many registrations as the branch has new members. */
function fillLogs(tills: readonly TestTill[], count: number): void {
  const random = seededRandom(3);
  const pick = <T>(list: readonly T[]): T => must(list[Math.floor(random.fraction() * list.length)], 'one of them');
  const members = tills.map((_, n) => Array.from({ length: MEMBERS_PER_TILL }, (_member, m) => memberId(n * MEMBERS_PER_TILL + m + 1)));
  for (const [n, { log }] of tills.entries()) {
    const own = must(members[n], 'members');
    log.stocked(MUG, 1_000_000);
    for (const [m, member] of own.entries())
      log.registered(member, { name: `顾客 ${m}`, phone: `139${String(n * 1000 + m).padStart(8, '0')}` });
    const left = Math.floor(count / tills.length) - MEMBERS_PER_TILL - 1;
    const has = new Map<string, number>();
    for (let i = 0; i < left; i += 1) {
      const member = random.fraction() < 0.1 ? pick(pick(members)) : pick(own);
      const points = has.get(member) ?? 0;
      const chance = random.fraction();
      if (chance < 0.03 && points >= 20) {
        log.redeemed(member, MUG, { points: 20 });
        has.set(member, points - 20);
        continue;
      }
      const amountFen = 500 + Math.floor(random.fraction() * 2500);
      const earned = Math.floor(amountFen / 100);
      const sale = log.sold(member, { amountFen });
      if (chance < 0.05) {
        log.refunded(sale, { member, amountFen, clawed: earned, experience: earned });
        i += 1;
      } else has.set(member, points + earned);
    }
  }
}

/** All batches in turn over the tills, as if HQ had acknowledged each before the next. */
function makeRequests(hq: SyncHq, tills: readonly TestTill[]): Request[] {
  const requests: Request[] = [];
  const longest = Math.max(...tills.map(({ log }) => log.events.length));
  for (let after = 1; after < longest; after += BATCH) {
    for (const till of tills) {
      if (after >= till.log.events.length) continue;
      const request = till.request({ batch: till.log.batch(after, BATCH) });
      requests.push(signedRequest(till, request, { now: hq.now, isCompressed: true }));
    }
  }
  return requests;
}

type Sent = { readonly seconds: number; readonly cpuSeconds: number; readonly slowestMs: number };

async function sendAll(hq: SyncHq, requests: readonly Request[]): Promise<Sent> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  let slowestMs = 0;
  for (const request of requests) {
    const sentAt = performance.now();
    const response = await hq.hq.fetch(request);
    const answer = await response.text();
    if (!answer.includes('"kind":"applied"')) throw new Error(answer);
    slowestMs = Math.max(slowestMs, performance.now() - sentAt);
  }
  const cpu = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1e6, slowestMs };
}

async function countEvents({ hq }: SyncHq): Promise<number> {
  const { n } = await hq.context.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('branch_id', '!=', 'hq' as BranchId)
    .executeTakeFirstOrThrow();
  return n;
}

/** An HQ of its own for the table; a transaction per batch. */
async function bareSecondsOf(events: readonly LoggedEvent[]): Promise<number> {
  const other = await openSyncHq();
  try {
    const db = openSqlite({ path: join(other.dataFolder, 'hq.db') });
    const insert = db.prepare(
      `insert into event (gseq, event_id, branch_id, incarnation, seq, prev_hash, hash, at, received_at, settle_at, type, type_version,
       disposition, code, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'applied', null, ?)`,
    );
    const texts = events.map((event) => JSON.stringify(event));
    const startedAt = performance.now();
    for (let from = 0; from < events.length; from += BATCH) {
      db.transaction(() => {
        for (const [i, { envelope }] of events.slice(from, from + BATCH).entries()) {
          const content = must(texts[from + i], 'text');
          const { id, branch, incarnation, seq, prevHash, at, type } = envelope;
          insert.run(1000 + from + i, id, branch, incarnation, seq, prevHash, sha256(content), at, at, at, type, content);
        }
      })();
    }
    const seconds = (performance.now() - startedAt) / 1000;
    db.close();
    return seconds;
  } finally {
    await other.close();
  }
}
