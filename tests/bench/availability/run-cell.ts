import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must, unixMs } from '@jifen/core';
import { seededRandom } from '@jifen/platform';
import { bodyOf } from '../../support/chain/json-call.ts';
import { type Chain, openChain } from './chain.ts';
import {
  COLUMNS,
  type Column,
  COSTS,
  customersOf,
  type Customer,
  DAY,
  type Happening,
  happeningsOf,
  type ModelSize,
  WANT_SHARE,
} from './model.ts';
import { RULES, type BenchRule } from './rules.ts';

export type CellOptions = ModelSize & { readonly rule: string; readonly column: string; readonly seed: number; readonly folder: string };

/** What came of one world; shares are made of these counts, of several worlds together. */
export type Cell = {
  readonly rule: string;
  readonly column: string;
  readonly overspent: number;
  readonly visits: number;
  readonly offlineVisits: number;
  /** Rewards that a customer with the points might have asked for while the branch was alone, and those that it would have got. */
  readonly offlineQuestions: number;
  readonly offlineYes: number;
  /** Rewards that were really asked for. */
  readonly offlineAsked: number;
  readonly offlineGot: number;
  readonly onlineAsked: number;
  readonly onlineGot: number;
  readonly handedOver: number;
  readonly exceptions: number;
  readonly seconds: number;
};

const STARTS_AT = Date.UTC(2026, 0, 5, 1);
/** The first part of the days fills the accounts and is not counted. */
const WARM_UP = 0.2;
const RELAY_TRIES = 3;

type Counts = {
  visits: number;
  offlineVisits: number;
  questions: number;
  yes: number;
  offlineAsked: number;
  offlineGot: number;
  onlineAsked: number;
  onlineGot: number;
};

/** One model run: what customers carry out of the shops is written down by hand and compared with what they had earned. */
type Run = {
  readonly chain: Chain;
  readonly rule: BenchRule;
  readonly customers: readonly Customer[];
  readonly earned: number[];
  readonly spent: number[];
  readonly lastBranch: (number | null)[];
  /** Tills with something unsaid: said before a cut, at a poke, when a customer moves. */
  readonly unsaid: Set<number>;
  readonly random: { fraction(): number };
  readonly counts: Counts;
  readonly column: Column;
};

export async function runCell(options: CellOptions): Promise<Cell> {
  const column = must(
    COLUMNS.find(({ name }) => name === options.column),
    'a column',
  );
  const rule = must(
    RULES.find(({ name }) => name === options.rule),
    'a rule',
  );
  const startedAt = performance.now();
  const folder = mkdtempSync(join(options.folder, 'jifen-availability-'));
  const random = seededRandom(options.seed);
  const customers = customersOf(options, random);
  const happenings = happeningsOf(options, { column, customers, random });
  const chain = await openChain({ folder, seed: options.seed, size: options, customers, startsAt: STARTS_AT, placement: rule.placement });
  try {
    const run = newRun({ chain, rule, customers, random, column });
    const startsAt = chain.world.now();
    for (const happening of happenings) {
      chain.world.setClock(unixMs(startsAt + happening.at));
      await happen(run, happening, happening.at >= options.days * DAY * WARM_UP);
    }
    return await cellOf(run, { options, seconds: (performance.now() - startedAt) / 1000 });
  } finally {
    await chain.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function newRun(of: Pick<Run, 'chain' | 'rule' | 'customers' | 'random' | 'column'>): Run {
  const counts = { visits: 0, offlineVisits: 0, questions: 0, yes: 0, offlineAsked: 0, offlineGot: 0, onlineAsked: 0, onlineGot: 0 };
  const zeros = () => of.customers.map(() => 0);
  return { ...of, counts, earned: zeros(), spent: zeros(), lastBranch: of.customers.map(() => null), unsaid: new Set() };
}

async function happen(run: Run, happening: Happening, isCounted: boolean): Promise<void> {
  const { chain } = run;
  switch (happening.kind) {
    case 'cut':
      if (run.unsaid.delete(happening.branch)) await chain.exchange(happening.branch);
      return chain.setCut(happening.branch, true);
    case 'heal':
      chain.setCut(happening.branch, false);
      return await chain.exchange(happening.branch);
    case 'open':
      chain.setOpen(happening.branch, true);
      return await chain.exchange(happening.branch);
    case 'close':
      run.unsaid.delete(happening.branch);
      bodyOf(await chain.till(happening.branch).call('POST', '/api/sync/return-rights', {}));
      await chain.exchange(happening.branch);
      return chain.setOpen(happening.branch, false);
    case 'visit':
      return await visit(run, happening, isCounted);
    case 'attack':
      return await attack(run, happening);
  }
}

type VisitOf = { readonly customer: number; readonly branch: number };

async function visit(run: Run, { customer, branch }: VisitOf, isCounted: boolean): Promise<void> {
  const { chain, counts } = run;
  const isOnline = chain.isReachable(branch);
  const hasMoved = run.lastBranch[customer] !== branch;
  await buy(run, { customer, branch });
  run.lastBranch[customer] = branch;
  run.unsaid.add(branch);
  if (isOnline && hasMoved && run.unsaid.delete(branch)) await chain.exchange(branch);
  if (isCounted) counts.visits += 1;
  if (isCounted && !isOnline) await question(run, { customer, branch });
  const cost = must(COSTS[Math.floor(run.random.fraction() * COSTS.length)], 'a cost');
  if (run.random.fraction() >= WANT_SHARE || truthOf(run, customer) < cost) return;
  const isGot = (await redeem(run, { customer, branch, cost })) || (!isOnline && (await relay(run, { customer, branch, cost })));
  if (!isCounted) return;
  counts[isOnline ? 'onlineAsked' : 'offlineAsked'] += 1;
  if (isGot) counts[isOnline ? 'onlineGot' : 'offlineGot'] += 1;
}

function truthOf({ earned, spent }: Run, customer: number): number {
  return (earned[customer] ?? 0) - (spent[customer] ?? 0);
}

async function buy(run: Run, { customer, branch }: VisitOf): Promise<void> {
  const { chain, random, earned } = run;
  const yuan = 20 + Math.floor(random.fraction() * 201);
  const memberId = chain.memberIds[customer];
  const lines = [{ kind: 'amount', amountFen: yuan * 100, earns: true }];
  const sale = { id: chain.world.newId(), memberId, alias: null, lines, tenders: [{ method: 'cash', amountFen: yuan * 100 }] };
  bodyOf(await chain.till(branch).call('POST', '/api/sales', sale));
  earned[customer] = (earned[customer] ?? 0) + yuan;
}

/** At a till that is alone: each reward that the customer has the points for, would it be handed over? Nothing is taken for the answer. */
async function question({ chain, rule, customers, counts, ...run }: Run, { customer, branch }: VisitOf): Promise<void> {
  const memberId = must(chain.memberIds[customer], 'a member');
  const view = bodyOf<{ usableHere: number }>(await chain.till(branch).call('GET', `/api/members/${memberId}`));
  const byPhone = rule.hasRelay && customers[customer]?.hasPhone === true ? await chain.reachablePoints(memberId, branch) : 0;
  counts.offlineVisits += 1;
  for (const cost of COSTS) {
    if ((run.earned[customer] ?? 0) - (run.spent[customer] ?? 0) < cost) continue;
    counts.questions += 1;
    if (view.usableHere + byPhone >= cost) counts.yes += 1;
  }
}

type Asking = VisitOf & { readonly cost: number };

async function redeem({ chain, spent }: Run, { customer, branch, cost }: Asking): Promise<boolean> {
  const rewardId = chain.rewardByCost.get(cost);
  const body = { id: chain.world.newId(), memberId: chain.memberIds[customer], rewardId, quantity: 1, tenders: [] };
  const answer = await chain.till(branch).call('POST', '/api/redemptions', body);
  if (answer.status >= 400) return false;
  spent[customer] = (spent[customer] ?? 0) + cost;
  await chain.exchange(branch);
  return true;
}

/** The customer's phone reaches HQ where the till does not: HQ writes a grant, the till reads it. */
async function relay(run: Run, asking: Asking): Promise<boolean> {
  const { chain, rule, customers } = run;
  const { customer, branch, cost } = asking;
  if (!rule.hasRelay || customers[customer]?.hasPhone !== true) return false;
  const memberId = must(chain.memberIds[customer], 'a member');
  const till = chain.till(branch);
  for (let tries = 1; tries <= RELAY_TRIES; tries += 1) {
    const issued = await chain.world.hq.call('POST', `/api/v1/members/${memberId}/grants`, { branchId: till.branch });
    if (issued.status >= 400) return false;
    const { text, stillElsewhere } = bodyOf<{ text: string | null; stillElsewhere: unknown[] }>(issued);
    if (text !== null) bodyOf(await till.call('POST', '/api/grants', { text }));
    if (await redeem(run, asking)) return true;
    if (stillElsewhere.length === 0) return false;
    await chain.hearPokes();
  }
  return await redeem(run, { customer, branch, cost });
}

async function attack(run: Run, { customer, branches }: Extract<Happening, { kind: 'attack' }>): Promise<void> {
  for (const branch of branches) {
    for (const cost of COSTS.toReversed()) if (await redeem(run, { customer, branch, cost })) break;
  }
}

async function cellOf(run: Run, { options, seconds }: { readonly options: CellOptions; readonly seconds: number }): Promise<Cell> {
  const { chain, counts, earned, spent } = run;
  for (let branch = 0; branch < options.branches; branch += 1) {
    chain.setCut(branch, false);
    chain.setOpen(branch, true);
  }
  for (let round = 0; round < 3; round += 1) for (let branch = 0; branch < options.branches; branch += 1) await chain.exchange(branch);
  const { db } = chain.world.hq.served().context;
  const totals = await db.selectFrom('member_total').select(['member_id', 'points', 'redeemed']).execute();
  const booked = totals.reduce((sum, { points, redeemed }) => sum + points + redeemed, 0);
  const exceptions = await db.selectFrom('exception').select('exception_id').execute();
  const sumOf = (values: readonly number[]) => values.reduce((sum, n) => sum + n, 0);
  if (booked !== sumOf(earned)) throw new Error(`HQ knows of ${booked} points, customers earned ${sumOf(earned)}`);
  return {
    rule: options.rule,
    column: options.column,
    overspent: spent.reduce((sum, n, customer) => sum + Math.max(0, n - (earned[customer] ?? 0)), 0),
    visits: counts.visits,
    offlineVisits: counts.offlineVisits,
    offlineQuestions: counts.questions,
    offlineYes: counts.yes,
    offlineAsked: counts.offlineAsked,
    offlineGot: counts.offlineGot,
    onlineAsked: counts.onlineAsked,
    onlineGot: counts.onlineGot,
    handedOver: sumOf(spent),
    exceptions: exceptions.length,
    seconds: Math.round(seconds),
  };
}
