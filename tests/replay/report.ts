import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyOf } from '../support/chain/json-call.ts';
import type { SkippedRows } from './read-rows.ts';
import type { Run } from './run.ts';
import { computeSequentially } from './sequential.ts';

export type MemberTotals = {
  readonly member: string;
  readonly purchases: number;
  readonly totalFen: number;
  readonly experience: number;
  readonly tier: string;
  readonly pointsEarned: number;
  readonly pointsRedeemed: number;
  readonly pointsBalance: number;
};

export type ReplayReport = {
  readonly rows: number;
  readonly skipped: SkippedRows;
  readonly members: number;
  readonly branches: number;
  readonly sales: number;
  readonly redemptions: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly pointsEarned: number;
  readonly pointsRedeemed: number;
  /** Members whose totals at HQ are not those of the plain sequential computation. */
  readonly differences: number;
  readonly violations: readonly string[];
  /** Points that customers carried away beyond what they had earned. */
  readonly overspent: number;
  /** Points that a till printed beyond the sequential computation and the company lets stand. */
  readonly goodwill: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly synchronous: 'FULL';
  /** Durable commits; each is at least one fsync. */
  readonly fsyncs: number;
  readonly drainRounds: number;
  readonly wallSeconds: number;
};

type ReportInput = { readonly run: Run; readonly skipped: SkippedRows; readonly wallSeconds: number };

/** Reads the end state from HQ, compares it with the witnesses, and writes `members.csv` and `report.json`. */
export async function makeReport({ run, skipped, wallSeconds }: ReportInput): Promise<ReplayReport> {
  const totals = await readTotals(run);
  const expectedByMember = computeSequentially(run.rows);
  const handedByMember = new Map<string, number>();
  for (const { member, points } of run.handedOver) handedByMember.set(member, (handedByMember.get(member) ?? 0) + points);
  const differing = totals.filter((total) => !isSequential(total, expectedByMember.get(total.member)));
  const violations = [
    ...differing
      .slice(0, 20)
      .map((total) => `${total.member} differs: ${JSON.stringify(total)} instead of ${JSON.stringify(expectedByMember.get(total.member))}`),
    ...totals
      .filter((total) => total.pointsRedeemed !== (handedByMember.get(total.member) ?? 0))
      .map(
        (total) =>
          `${total.member}: HQ has ${total.pointsRedeemed} redeemed, the shops handed over ${handedByMember.get(total.member) ?? 0}`,
      ),
    ...totals
      .filter((total) => total.pointsEarned - total.pointsRedeemed !== total.pointsBalance)
      .map((total) => `${total.member}: ${total.pointsEarned} − ${total.pointsRedeemed} is not ${total.pointsBalance}`),
    ...(await listLedgerViolations(run)),
    ...(await listLogViolations(run)),
  ];
  const report: ReplayReport = {
    rows: run.rows.length,
    skipped,
    members: totals.length,
    branches: run.world.tills.length,
    sales: run.counts.sales,
    redemptions: run.counts.redemptions,
    refusals: Object.fromEntries(run.refusals),
    pointsEarned: sum(totals.map(({ pointsEarned }) => pointsEarned)),
    pointsRedeemed: sum(totals.map(({ pointsRedeemed }) => pointsRedeemed)),
    differences: differing.length,
    violations,
    overspent: sum(
      totals.map((total) => Math.max(0, (handedByMember.get(total.member) ?? 0) - (expectedByMember.get(total.member)?.points ?? 0))),
    ),
    goodwill: await readGoodwill(run),
    faults: faultsOf(run),
    synchronous: 'FULL',
    fsyncs: sum([run.world.hq, ...run.world.tills].map(({ crash }) => crash.commits())),
    drainRounds: run.counts.drainRounds,
    wallSeconds: Math.round(wallSeconds * 10) / 10,
  };
  writeFileSync(join(run.options.out, 'members.csv'), csvOf(totals));
  writeFileSync(join(run.options.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function isSequential(
  total: MemberTotals,
  expected: { purchases: number; totalFen: number; experience: number; points: number; tier: string } | undefined,
): boolean {
  return (
    expected !== undefined &&
    total.purchases === expected.purchases &&
    total.totalFen === expected.totalFen &&
    total.experience === expected.experience &&
    total.tier === expected.tier &&
    total.pointsEarned === expected.points
  );
}

async function readTotals({ world, idByMember }: Run): Promise<readonly MemberTotals[]> {
  const memberById = new Map([...idByMember].map(([member, id]) => [id, member]));
  const { db } = world.hq.served().context;
  const rows = await db
    .selectFrom('member_total')
    .select(['member_id', 'purchases', 'spend_fen', 'experience', 'earned', 'redeemed', 'points', 'owed', 'absorbed'])
    .execute();
  const tierById = await readTiers(world);
  return rows
    .map((row) => ({
      member: memberById.get(row.member_id) ?? row.member_id,
      purchases: row.purchases,
      totalFen: row.spend_fen,
      experience: row.experience,
      tier: tierById.get(row.member_id) ?? '',
      pointsEarned: row.earned,
      pointsRedeemed: row.redeemed,
      pointsBalance: row.points - (row.owed - row.absorbed),
    }))
    .toSorted((a, b) => (a.member < b.member ? -1 : 1));
}

async function readTiers(world: Run['world']): Promise<ReadonlyMap<string, string>> {
  const tierById = new Map<string, string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: { id: string; tier: { id: string } }[]; nextCursor: string | null } = bodyOf(
      await world.hq.call('GET', `/api/v1/members?limit=200${query}`),
    );
    for (const { id, tier } of page.items) tierById.set(id, tier.id);
    cursor = page.nextCursor;
  }
  return tierById;
}

/** Nothing below zero anywhere, and every member's total is what lies in pool and rights. */
async function listLedgerViolations({ world }: Run): Promise<readonly string[]> {
  const { db } = world.hq.served().context;
  const pointsByMember = new Map<string, number>();
  const violations: string[] = [];
  const count = (member: string, n: number, where: string) => {
    if (n < 0) violations.push(`${member}: ${n} points in ${where}`);
    pointsByMember.set(member, (pointsByMember.get(member) ?? 0) + n);
  };
  for (const row of await db.selectFrom('pool').selectAll().execute()) count(row.member_id, row.n - row.deficit, 'the pool');
  for (const row of await db.selectFrom('rights').selectAll().execute()) {
    count(
      row.member_id,
      row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned,
      `${row.branch_id}/${row.incarnation}`,
    );
  }
  for (const row of await db.selectFrom('member_total').select(['member_id', 'points']).execute()) {
    if (row.points !== (pointsByMember.get(row.member_id) ?? 0))
      violations.push(`${row.member_id}: total ${row.points}, accounts ${pointsByMember.get(row.member_id) ?? 0}`);
  }
  return violations;
}

/** HQ holds every till's log to its last event, and nobody was frozen, forked or reported. */
async function listLogViolations({ world }: Run): Promise<readonly string[]> {
  const { db } = world.hq.served().context;
  const violations: string[] = [];
  for (const till of world.tills) {
    const state = bodyOf<{ headSeq: number }>(await till.call('GET', '/api/sync'));
    const known = await db.selectFrom('incarnation').select(['last_seq', 'state']).where('branch_id', '=', till.branch).execute();
    if (known.length !== 1 || known[0]?.last_seq !== state.headSeq || known[0].state !== 'active') {
      violations.push(`${till.branch}: till at ${state.headSeq}, HQ ${JSON.stringify(known)}`);
    }
  }
  const exceptions = await db.selectFrom('exception').select(['kind', 'branch_id']).execute();
  return [...violations, ...exceptions.slice(0, 20).map(({ kind, branch_id }) => `exception ${kind} of ${branch_id}`)];
}

async function readGoodwill({ world }: Run): Promise<number> {
  const rows = await world.hq.served().context.db.selectFrom('sale').select('goodwill').where('goodwill', '>', 0).execute();
  return sum(rows.map(({ goodwill }) => goodwill));
}

function faultsOf({ world, counts }: Run): Record<string, number> {
  const lines = world.tills.map(({ line }) => line.counts);
  return {
    cutRequests: sum(lines.map(({ cut }) => cut)),
    droppedRequests: sum(lines.map(({ droppedRequests }) => droppedRequests)),
    droppedAnswers: sum(lines.map(({ droppedAnswers }) => droppedAnswers)),
    doubledRequests: sum(lines.map(({ doubled }) => doubled)),
    crashesArmed: counts.crashesArmed,
    tillCrashes: sum(world.tills.map((till) => till.counts.crashes)),
    hqCrashes: world.hq.counts.crashes,
  };
}

function csvOf(totals: readonly MemberTotals[]): string {
  const lines = totals.map(({ member, purchases, totalFen, experience, tier, pointsEarned, pointsRedeemed, pointsBalance }) =>
    [member, purchases, totalFen, experience, tier, pointsEarned, pointsRedeemed, pointsBalance].join(','),
  );
  return `${['member,purchases,total_fen,experience,tier,points_earned,points_redeemed,points_balance', ...lines].join('\n')}\n`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
