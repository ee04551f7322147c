import {
  compareEventPlaces,
  type EventPlace,
  type ExperienceChange,
  experience,
  experienceChangesOf,
  type MemberId,
  must,
  type Rule,
  settleSale,
  type SettlementSale,
} from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import { readBranchBody } from '@jifen/sync';
import type { HqSchema } from '../store/schema.ts';
import { getOrMake, totalSumOf } from './balances.ts';
import { compareColumns } from './compare-rows.ts';
import type { Desk, ExperienceMark } from './fold-facts.ts';
import { rootIn } from './people.ts';
import { NOT_SETTLED, type RefundMark, type SaleMark, type Settled, sumOf } from './sale-mark.ts';

type Step = ExperienceChange & { readonly sale: SaleMark | null };
/** A sale of which something came back, as core's settlement takes it. */
type Refunded = { readonly settlement: SettlementSale; readonly changes: readonly ExperienceChange[] };

/**
 * Settles every person's sales from the first on and compares with what HQ keeps of them and with what it posted. The walk along
 * a member's experience is written anew here; sales with refunds are settled by core, whose functions are proven by properties.
 * Returns nothing: it adds to the timeline experience of the members, which their totals are compared with afterwards.
 */
export function checkSettlement(db: SqliteHandle, desk: Desk): void {
  const { facts } = desk;
  const rootOf = (member: MemberId) => rootIn(facts.people, member);
  const salesByRoot = new Map<MemberId, SaleMark[]>();
  const changesByRoot = new Map<MemberId, ExperienceMark[]>();
  for (const sale of facts.sales.values()) {
    if (sale.member === null || sale.rule === null) comparePosted(desk, sale, NOT_SETTLED);
    else getOrMake(salesByRoot, rootOf(sale.member), () => []).push(sale);
  }
  for (const change of facts.changes.values()) getOrMake(changesByRoot, rootOf(change.member), () => []).push(change);
  const readRefunded = refundedReader(db, desk.rules);
  for (const [root, sales] of salesByRoot) settlePerson(desk, readRefunded, { sales, changes: changesByRoot.get(root) ?? [] });
  compareRows(db, desk);
}

type Person = { readonly sales: readonly SaleMark[]; readonly changes: readonly ExperienceMark[] };

function settlePerson(desk: Desk, readRefunded: (sale: SaleMark) => Refunded, { sales, changes }: Person): void {
  const steps: Step[] = changes.map((change) => ({ place: change, change: change.change, sale: null }));
  const refundedBySale = new Map<SaleMark, Refunded>();
  for (const sale of sales) {
    if (sale.refunds.length === 0) {
      steps.push({ place: sale, change: sale.experience, sale });
      continue;
    }
    const refunded = readRefunded(sale);
    refundedBySale.set(sale, refunded);
    for (const [i, { place, change }] of refunded.changes.entries()) steps.push({ place, change, sale: i === 0 ? sale : null });
  }
  let total = 0;
  for (const { sale, change } of steps.toSorted((a, b) => compareEventPlaces(a.place, b.place))) {
    if (sale !== null) settle(desk, { sale, before: total, refunded: refundedBySale.get(sale) });
    total = Math.max(0, total + change);
  }
}

type Settling = { readonly sale: SaleMark; readonly before: number; readonly refunded: Refunded | undefined };

function settle(desk: Desk, { sale, before, refunded }: Settling): void {
  const settled = refunded === undefined ? settlePlain(sale, before) : settleRefunded(desk.rules, { sale, before, refunded });
  if (sale.member !== null) {
    const changes = sumOf(sale.refunds.map((refund) => refund.experienceChange));
    totalSumOf(desk.balances, sale.member).timelineExperience += settled.experience + changes;
  }
  sale.settled = settled;
  comparePosted(desk, sale, settled);
}

function settlePlain(sale: SaleMark, before: number): Settled {
  const rule = must(sale.rule, 'the rule of a sale');
  const rung = rule.ladder.findLastIndex((tier) => tier.fromExperience <= before);
  const due = sale.pointsByRung[rung] ?? 0;
  return {
    ruleVersion: rule.version,
    tierId: rule.ladder[rung]?.id ?? null,
    experience: sale.experience,
    experienceTopUp: sale.experience - sale.printedExperience,
    topUp: Math.max(0, due - sale.printed),
    goodwill: Math.max(0, sale.printed - due),
  };
}

type SettlingRefunded = { readonly sale: SaleMark; readonly before: number; readonly refunded: Refunded };

function settleRefunded(rules: readonly Rule[], { sale, before, refunded }: SettlingRefunded): Settled {
  const { ruleVersion, tierId, topUp, goodwill } = settleSale({ sale: refunded.settlement, rules, experienceBefore: experience(before) });
  const due = sumOf(refunded.changes.map(({ change }) => change));
  const printed = sale.printedExperience - sumOf(sale.refunds.map(({ body }) => body.experienceBack));
  return { ruleVersion, tierId, topUp, goodwill, experience: refunded.changes[0]?.change ?? 0, experienceTopUp: due - printed };
}

/** Reads the basket of a sale again from the log, and lets core say what each refund does to the experience. */
function refundedReader(db: SqliteHandle, rules: readonly Rule[]): (sale: SaleMark) => Refunded {
  const contentOf = db.prepare<[string], string>('select content from event where event_id = ?').pluck();
  return (sale) => {
    const reading = readBranchBody(JSON.parse(must(contentOf.get(sale.id), 'the event of a sale')));
    const body = must(reading.kind === 'known' && reading.event.type === 'sale_recorded' ? reading.event.body : null, 'the body of a sale');
    const refunds = sale.refunds.toSorted((a, b) => compareEventPlaces(laterOf(a, sale), laterOf(b, sale)));
    const receipt = {
      pointsByLine: body.accrual?.lines.map((line) => line.points) ?? [],
      ruleVersion: must(body.accrual, 'a receipt').ruleVersion,
      tierId: must(body.accrual, 'a receipt').tierId,
    };
    const parts = refunds.flatMap((refund) => refund.body.lines.map((part) => ({ ...part, place: refund })));
    const settlement: SettlementSale = { place: sale, basket: body.basket, receipt, refunds: parts };
    const changes = experienceChangesOf(settlement, rules);
    noteChanges(refunds, changes);
    return { settlement, changes };
  };
}

/** The first change is the sale's; then one follows for each part of each refund. */
function noteChanges(refunds: readonly RefundMark[], changes: readonly ExperienceChange[]): void {
  let taken = 1;
  for (const refund of refunds) {
    const { length } = refund.body.lines;
    refund.experienceChange = sumOf(changes.slice(taken, taken + length).map(({ change }) => change));
    taken += length;
  }
}

function laterOf(place: EventPlace, than: EventPlace): EventPlace {
  return compareEventPlaces(place, than) < 0 ? than : place;
}

const NOTHING_POSTED = { count: 0, topUp: 0, goodwill: 0, experience: 0 };

/** What HQ's log posted for the sale. */
function comparePosted({ facts, findings }: Desk, { id: key, branch, incarnation, seq }: SaleMark, settled: Settled): void {
  const posted = facts.posted.get(key) ?? NOTHING_POSTED;
  const { topUp, goodwill, experienceTopUp } = settled;
  if (posted.topUp === topUp && posted.goodwill === goodwill && posted.experience === experienceTopUp) return;
  const of = { code: 'settlement_not_posted', place: { branch, incarnation, seq }, key } as const;
  compareColumns(findings, { ...of, expected: { topUp, goodwill, experience: experienceTopUp } }, posted);
}

const SETTLED_SQL = `select event_id, member_id, settled_rule_version, settled_tier_id, settled_experience,
         experience_top_up, top_up, goodwill, settlements from sale`;

/** What settlement wrote into the rows of the sales. Rows without an event were named by those who looked at the events. */
function compareRows(db: SqliteHandle, { facts, findings }: Desk): void {
  for (const row of db.prepare<[], HqSchema['sale']>(SETTLED_SQL).iterate()) {
    const sale = facts.sales.get(row.event_id);
    if (sale === undefined) continue;
    const { id: key, branch, incarnation, seq, settled } = sale;
    const expected = {
      member_id: sale.isUnclaimed ? sale.member : undefined,
      settled_rule_version: settled.ruleVersion,
      settled_tier_id: settled.tierId,
      settled_experience: settled.experience,
      experience_top_up: settled.experienceTopUp,
      top_up: settled.topUp,
      goodwill: settled.goodwill,
      settlements: (facts.posted.get(key) ?? NOTHING_POSTED).count,
    };
    compareColumns(findings, { code: 'settlement_differs', place: { branch, incarnation, seq }, key, expected }, row);
  }
}
