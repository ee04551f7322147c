import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { openSqlite, type SqliteHandle } from '@jifen/platform';
import type { Statement } from 'better-sqlite3';
import { createWorld, type TillNode, type World } from '../replay/world.ts';
import { bodyOf } from '../support/chain/json-call.ts';
import type { BenchFigure } from './figure.ts';

const CHUNKS = 20;
const SALES_PER_CHUNK = 100;
const MEMBERS = 500;

type Write = { readonly sql: string; readonly parameters: readonly unknown[] };

/**
 * Recording a sale through the whole backend (request, checks, accrual, hash, transaction, answer) against bare prepared statements
 * that write the same rows to a copy of the same database under the same pragmas; both take turns.
 */
export async function benchSale(): Promise<readonly BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-bench-'));
  const world = await createWorld({
    folder,
    seed: 7,
    startsAt: unixMs(Date.UTC(2026, 0, 5, 9)),
    branches: [{ id: 'bench' as BranchId, name: 'Bench' }],
  });
  const till = must(world.tills[0], 'till');
  try {
    const members = await registerMembers(world, till);
    const file = join(folder, 'till-bench', 'branch.sqlite');
    await sellChunk({ world, till, members, sales: 50 });
    const copy = copyDatabase(file, join(folder, 'copy.sqlite'));
    const recorder = recordWrites(copy);
    const saleMs: number[] = [];
    let bareTotalMs = 0;
    for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
      const transactions = recorder.start();
      saleMs.push(...(await sellChunk({ world, till, members, sales: SALES_PER_CHUNK })));
      recorder.stop();
      bareTotalMs += runBare(copy, transactions);
    }
    copy.close();
    return [figureOf(saleMs, bareTotalMs)];
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figureOf(saleMs: readonly number[], bareTotalMs: number): BenchFigure {
  const sorted = saleMs.toSorted((a, b) => a - b);
  const totalMs = saleMs.reduce((sum, ms) => sum + ms, 0);
  const at = (share: number) => round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const ratio = round(bareTotalMs / totalMs);
  return {
    bench: 'sale',
    figure: 'rate of recorded sales to rate of the same row writes by bare prepared statements',
    ratio,
    budget: 'ratio ≥ 0.4, p99 ≤ 10 ms',
    isWithinBudget: ratio >= 0.4 && at(0.99) <= 10,
    sales: saleMs.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    bareMsPerSale: round(bareTotalMs / saleMs.length),
    msPerSale: round(totalMs / saleMs.length),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

async function registerMembers(world: World, till: TillNode): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < MEMBERS; index += 1) {
    const id = world.newId();
    bodyOf(await world.hq.call('POST', '/api/v1/members', { id, name: `Customer ${index}`, homeBranch: till.branch }));
    ids.push(id);
  }
  await till.served().drain();
  return ids;
}

type Chunk = { readonly world: World; readonly till: TillNode; readonly members: readonly string[]; readonly sales: number };

async function sellChunk({ world, till, members, sales }: Chunk): Promise<readonly number[]> {
  const took: number[] = [];
  for (let sold = 0; sold < sales; sold += 1) {
    world.setClock(unixMs(world.now() + 1000));
    const amountFen = 1000 + Math.floor(world.random.fraction() * 20_000);
    const memberId = members[Math.floor(world.random.fraction() * members.length)];
    const lines = [
      { kind: 'amount', amountFen, earns: true },
      { kind: 'amount', amountFen: 500, earns: false },
    ];
    const sale = { id: world.newId(), memberId, alias: null, lines, tenders: [{ method: 'cash', amountFen: amountFen + 500 }] };
    const startedAt = performance.now();
    const answer = await till.call('POST', '/api/sales', sale);
    took.push(performance.now() - startedAt);
    bodyOf(answer);
  }
  return took;
}

function copyDatabase(from: string, to: string): SqliteHandle {
  const source = openSqlite({ path: from });
  source.prepare('vacuum into ?').run(to);
  source.close();
  return openSqlite({ path: to });
}

/** Listens to every write of the process's prepared statements and groups it by transaction. */
function recordWrites(any: SqliteHandle): { start(): readonly Write[][]; stop(): void } {
  const statementPrototype = Object.getPrototypeOf(any.prepare('select 1')) as { run: Statement['run'] };
  const databasePrototype = Object.getPrototypeOf(any) as { exec: SqliteHandle['exec'] };
  const { run } = statementPrototype;
  const { exec } = databasePrototype;
  return {
    start: () => {
      const transactions: Write[][] = [];
      statementPrototype.run = function recorded(this: Statement, ...parameters: unknown[]) {
        transactions.at(-1)?.push({ sql: this.source, parameters });
        return run.apply(this, parameters);
      };
      databasePrototype.exec = function recorded(this: SqliteHandle, sql: string) {
        if (sql === 'begin immediate') transactions.push([]);
        return exec.call(this, sql);
      };
      return transactions;
    },
    stop: () => {
      statementPrototype.run = run;
      databasePrototype.exec = exec;
    },
  };
}

function runBare(copy: SqliteHandle, transactions: readonly (readonly Write[])[]): number {
  const statementsBySql = new Map<string, Statement>();
  for (const { sql } of transactions.flat()) if (!statementsBySql.has(sql)) statementsBySql.set(sql, copy.prepare(sql));
  const startedAt = performance.now();
  for (const writes of transactions) {
    copy.exec('begin immediate');
    for (const { sql, parameters } of writes) must(statementsBySql.get(sql), 'statement').run(...parameters);
    copy.exec('commit');
  }
  return performance.now() - startedAt;
}
