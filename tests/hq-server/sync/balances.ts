import type { MemberId } from '@jifen/core';
import { rawRightsOf } from '@jifen/sync';
import { expect } from 'vitest';
import { verify } from '../verify/damaged-store.ts';
import type { SyncHq } from './sync-hq.ts';

export async function totalOf(hq: SyncHq, member: MemberId) {
  return await hq.hq.context.db.selectFrom('member_total').selectAll().where('member_id', '=', member).executeTakeFirstOrThrow();
}

export async function poolSumOf(hq: SyncHq, member: MemberId): Promise<number> {
  const rows = await hq.hq.context.db.selectFrom('pool').selectAll().where('member_id', '=', member).execute();
  return rows.reduce((sum, row) => sum + row.n - row.deficit, 0);
}

export async function rightsSumOf(hq: SyncHq, member: MemberId, branch: string): Promise<number> {
  const rows = await hq.hq.context.db.selectFrom('rights').selectAll().where('member_id', '=', member).execute();
  return rows.filter((row) => row.branch_id === branch).reduce((sum, row) => sum + rawRightsOf(row), 0);
}

export async function exceptionKinds(hq: SyncHq): Promise<string[]> {
  const rows = await hq.hq.context.db.selectFrom('exception').select('kind').orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

export async function hqEvents(hq: SyncHq, type: string): Promise<{ body: Record<string, unknown>; postings: unknown[] }[]> {
  const rows = await hq.hq.context.db
    .selectFrom('event')
    .select('content')
    .where('branch_id', '=', 'hq' as never)
    .where('type', '=', type)
    .orderBy('gseq')
    .execute();
  return rows.map(({ content }) => JSON.parse(content) as never);
}

/**
 * What must hold after every exchange: points are in pool or rights and nowhere else, statement rows sum to what is available,
 * every log is a chain whose texts hash to what is stored, and HQ's numbers run without gaps.
 */
export async function expectWholeBooks(hq: SyncHq): Promise<void> {
  const { db } = hq.hq.context;
  const points = new Map<string, number>();
  const add = (member: string, n: number) => points.set(member, (points.get(member) ?? 0) + n);
  for (const row of await db.selectFrom('pool').selectAll().execute()) add(row.member_id, row.n - row.deficit);
  // What a damaged branch handed over beyond its rights is the company's loss.
  const lost = new Map<string, number>();
  for (const row of await db.selectFrom('rights').selectAll().execute()) {
    add(row.member_id, Math.max(0, rawRightsOf(row)));
    lost.set(row.member_id, (lost.get(row.member_id) ?? 0) + Math.max(0, -rawRightsOf(row) - row.returned));
  }
  const available = new Map<string, number>();
  const experience = new Map<string, number>();
  for (const row of await db.selectFrom('entry').selectAll().execute()) {
    available.set(row.member_id, (available.get(row.member_id) ?? 0) + row.points);
    experience.set(row.member_id, (experience.get(row.member_id) ?? 0) + row.experience);
  }
  for (const total of await db.selectFrom('member_total').selectAll().execute()) {
    expect([total.member_id, total.points]).toEqual([total.member_id, points.get(total.member_id) ?? 0]);
    const booked = total.points - (total.owed - total.absorbed) - (lost.get(total.member_id) ?? 0);
    expect([total.member_id, booked]).toEqual([total.member_id, available.get(total.member_id) ?? 0]);
    expect([total.member_id, total.experience]).toEqual([total.member_id, experience.get(total.member_id) ?? 0]);
    expect(total.earned - total.redeemed - total.reversed - total.expired).toBe(booked);
  }
  await expectChains(hq);
}

/** The same, and that HQ's whole store is what its logs say: not after a test has written to its tables by hand. */
export async function expectWhole(hq: SyncHq): Promise<void> {
  await expectWholeBooks(hq);
  expect((await verify(hq.dataFolder)).findings).toEqual([]);
}

async function expectChains(hq: SyncHq): Promise<void> {
  const { db } = hq.hq.context;
  const { sha256 } = await import('@jifen/platform');
  const heads = new Map<string, { seq: number; hash: string }>();
  for (const row of await db.selectFrom('event').selectAll().orderBy('gseq').execute()) {
    const log = `${row.branch_id}/${row.incarnation}`;
    const head = heads.get(log) ?? { seq: 0, hash: '0'.repeat(64) };
    expect([log, row.seq, row.prev_hash]).toEqual([log, head.seq + 1, head.hash]);
    expect(sha256(row.content)).toBe(row.hash);
    heads.set(log, { seq: row.seq, hash: row.hash });
  }
  for (const row of await db.selectFrom('incarnation').selectAll().execute()) {
    const head = heads.get(`${row.branch_id}/${row.incarnation}`) ?? { seq: 0, hash: '0'.repeat(64) };
    expect({ seq: row.last_seq, hash: row.last_hash }).toEqual(head);
  }
}
