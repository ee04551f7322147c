import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { type Image, putBack, rowsOf, takeImage } from '../../support/disk.ts';
import { feedReadyOrder, type LogRow, logOf, openShop, plainTotals, type Totals } from '../../support/shift-till.ts';
import { CUP, KETTLE, MANAGER, type TestTill, ZHANG } from '../../support/test-till.ts';

type Act =
  | { readonly kind: 'sale'; readonly amountFen: number; readonly method: string }
  | { readonly kind: 'refund' | 'void' | 'redemption_refund' | 'redemption_void'; readonly pick: number; readonly method: string }
  | { readonly kind: 'redeem'; readonly isKettle: boolean; readonly method: string }
  | { readonly kind: 'order' | 'open' | 'close'; readonly amountFen: number }
  | { readonly kind: 'cash'; readonly direction: 'in' | 'out'; readonly amountFen: number }
  | { readonly kind: 'drawer' | 'look' | 'restart' | 'copy' | 'restore' };
type Step = { readonly act: Act; readonly killAt: number | null; readonly isCut: boolean };

const method = fc.constantFrom('cash', 'cash', 'wechat', 'medical_insurance');
const amountFen = fc.integer({ min: 1, max: 60_000 });
const pick = fc.nat(9);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('sale' as const), amountFen, method }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('refund', 'void', 'redemption_refund', 'redemption_void'), pick, method }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redeem' as const), isKettle: fc.boolean(), method }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('order', 'open', 'close'), amountFen }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cash' as const), direction: fc.constantFrom('in', 'out'), amountFen }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('drawer', 'look', 'restart', 'copy', 'restore') }) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ act: anyAct, killAt: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 3 }), isCut: fc.boolean() }),
  { minLength: 5, maxLength: 30 },
);

/** What the shop knows without looking at any report: which documents it made, and what went into the drawer since the last Z report. */
type Known = {
  readonly sales: readonly string[];
  readonly redemptions: readonly string[];
  readonly isOpen: boolean;
  readonly cashFen: number;
};
type World = {
  readonly till: TestTill;
  known: Known;
  copy: { readonly image: Image; readonly known: Known } | null;
  expected: Map<string, number>;
};

const cashOf = (tenders: readonly { readonly method: string; readonly amountFen: number }[]) =>
  tenders.reduce((sum, tender) => (tender.method === 'cash' ? sum + tender.amountFen : sum), 0);

/** One command, killed at some step of it or not, and repeated until it is answered. */
async function say(world: World, killAt: number | null, path: string, body: object): Promise<unknown> {
  const { till } = world;
  const command = { id: till.newId(), ...body };
  if (killAt !== null) {
    let count = 0;
    till.onStep = () => {
      count += 1;
      if (count >= killAt) throw new Error('power cut');
    };
    await till.post(path, command).catch(() => undefined);
    till.onStep = null;
    await till.reopen(false);
  }
  const answer = await till.post(path, command);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  return answer.status === 200 ? answer.body : null;
}

async function run(world: World, { act, killAt, isCut }: Step): Promise<void> {
  const { till, known } = world;
  till.isCut = isCut;
  till.now = (till.now + 1000) as never;
  const learn = (more: Partial<Known>, cashFen = 0) => {
    world.known = { ...world.known, ...more, cashFen: world.known.cashFen + cashFen };
  };
  switch (act.kind) {
    case 'sale': {
      const tenders = [{ method: act.method, amountFen: act.amountFen }];
      const lines = [{ kind: 'amount', amountFen: act.amountFen, earns: true }];
      const done = (await say(world, killAt, '/api/sales', { memberId: ZHANG, alias: null, lines, tenders })) as { saleId: string } | null;
      if (done !== null) learn({ sales: [...known.sales, done.saleId] }, cashOf(tenders));
      return;
    }
    case 'redeem': {
      const tenders = act.isKettle ? [{ method: act.method, amountFen: 1500 }] : [];
      const input = { memberId: ZHANG, rewardId: act.isKettle ? KETTLE : CUP, quantity: 1, tenders };
      const done = (await say(world, killAt, '/api/redemptions', input)) as { redemptionId: string } | null;
      if (done !== null) learn({ redemptions: [...known.redemptions, done.redemptionId] }, cashOf(tenders));
      return;
    }
    case 'refund':
    case 'void':
    case 'redemption_refund':
    case 'redemption_void': {
      const isSale = act.kind === 'refund' || act.kind === 'void';
      const ids = isSale ? known.sales : known.redemptions;
      const id = ids[act.pick % Math.max(1, ids.length)];
      if (id === undefined) return;
      const path = `/api/${isSale ? 'sales' : 'redemptions'}/${id}`;
      const tenders = [{ method: act.method, amountFen: 1 }];
      const part = isSale ? { lines: [{ line: 0, amountFen: 1 }], tenders } : { quantity: 1, tenders: [] };
      const isVoid = act.kind.endsWith('void');
      const done = (await say(world, killAt, `${path}/${isVoid ? 'void' : 'refund'}`, { ...(isVoid ? {} : part), reason: 'mistake' })) as {
        tenders: { method: string; amountFen: number }[];
      } | null;
      if (done !== null) learn({}, -cashOf(done.tenders));
      return;
    }
    case 'order': {
      if (isCut) return;
      const tenders = [{ method: 'cash', amountFen: act.amountFen }];
      const order = await feedReadyOrder(till, act.amountFen);
      if ((await say(world, killAt, `/api/orders/${order}/fulfil`, { tenders })) !== null) learn({}, act.amountFen);
      return;
    }
    case 'open': {
      const done = await say(world, killAt, '/api/shift/open', { floatFen: act.amountFen });
      expect(done !== null).toBe(!known.isOpen);
      if (done !== null) learn({ isOpen: true }, act.amountFen);
      return;
    }
    case 'close': {
      const done = (await say(world, killAt, '/api/shift/close', { countedFen: act.amountFen })) as { z: { eventId: string } } | null;
      expect(done !== null).toBe(known.isOpen);
      if (done === null) return;
      world.expected.set(done.z.eventId, known.cashFen);
      learn({ isOpen: false }, -known.cashFen);
      return;
    }
    case 'cash': {
      const input = { direction: act.direction, amountFen: act.amountFen, reason: 'other' };
      if ((await say(world, killAt, '/api/shift/cash', input)) !== null) {
        learn({}, act.direction === 'in' ? act.amountFen : -act.amountFen);
      }
      return;
    }
    case 'drawer':
      return void (await say(world, killAt, '/api/drawer/open', { reason: 'check' }));
    case 'look':
      return void bodyOf(await till.get('/api/shift/report'));
    case 'restart':
      return await till.reopen(killAt === null);
    case 'copy':
      world.copy = { image: takeImage(till, 'copy'), known };
      return;
    case 'restore':
      return await restore(world);
  }
}

/** The database goes back to its copy; what was done since is gone from it. */
async function restore(world: World): Promise<void> {
  const { till, copy } = world;
  if (copy === null) return;
  await till.backend.close();
  putBack(till, copy.image, 'database');
  await till.reopen();
  await till.signIn(MANAGER);
  world.known = copy.known;
  world.copy = null;
}

type Report = Totals & {
  readonly firstIncarnation: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly countedFen: number;
  readonly differenceFen: number;
};

/** Each Z report in the file against the events that it names. */
function checkReports(world: World): void {
  const log = logOf(world.till);
  const lives = rowsOf(world.till, 'select no, incarnation from incarnation') as { no: number; incarnation: string }[];
  let from = 0;
  for (const [place, row] of log.entries()) {
    if (row.type !== 'shift_closed') continue;
    const report = row.body as Report;
    const covered: LogRow[] = log.slice(from, place);
    const first = covered[0];
    expect([report.firstIncarnation, report.firstSeq]).toEqual([lives.find(({ no }) => no === first?.no)?.incarnation, first?.seq]);
    expect([report.lastSeq, report.lastHash]).toEqual([row.seq - 1, covered.at(-1)?.hash]);
    const { offline: _, ...counts } = report.counts;
    const { cash, tenders, points } = report;
    expect({ cash, tenders, counts, points }).toEqual(plainTotals(covered));
    expect(report.differenceFen).toBe(report.countedFen - cash.expectedFen);
    const expected = world.expected.get(row.id);
    if (expected !== undefined) expect(cash.expectedFen).toBe(expected);
    from = place + 1;
  }
  expect(plainTotals(log.slice(from))).toEqual(plainTotals([]));
}

test('[Z2] [Z3] whatever is done, cut, killed or restored: every event stands in exactly one Z report, each report says what its events say, and the cash that it expects is the drawer’s', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const till = await openShop();
      const world: World = {
        till,
        known: { sales: [], redemptions: [], isOpen: false, cashFen: 0 },
        copy: null,
        expected: new Map(),
      };
      for (const step of all) await run(world, step);
      const end = (kind: 'open' | 'close') => run(world, { act: { kind, amountFen: 100 }, killAt: null, isCut: false });
      if (!world.known.isOpen) await end('open');
      await end('close');
      checkReports(world);
      await till.backend.close();
    }),
    { numRuns: 10, seed: 20_260_731 },
  );
}, 120_000);
