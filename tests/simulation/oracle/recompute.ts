import type { ExperienceChange, Rule, SettlementSale } from '@jifen/core';
import { hold } from '../violation.ts';
import { settleNaively } from '../../core/settlement/naive.ts';
import { flowsOf, Tally } from './flow.ts';
import type { HqEventRow } from './hq-reader.ts';
import type { Oracle } from './oracle.ts';

type SaleBody = {
  readonly memberId: string | null;
  readonly alias: unknown;
  readonly basket: SettlementSale['basket'];
  readonly accrual: {
    readonly points: number;
    readonly experience: number;
    readonly ruleVersion: number;
    readonly tierId: string;
    readonly lines: readonly { readonly points: number }[];
  } | null;
};
type RefundBody = {
  readonly saleId: string;
  readonly lines: readonly { readonly line: number; readonly amountFen: number; readonly pointsBack: number }[];
  readonly amountFen: number;
  readonly pointsBack: number;
  readonly experienceBack: number;
};
type Content = { readonly at: number; readonly hqFloor: number; readonly body: unknown };
type SaleRow = {
  readonly event_id: string;
  readonly member_id: string | null;
  readonly top_up: number;
  readonly goodwill: number;
  readonly settled_tier_id: string | null;
};
type RuleRow = {
  readonly version: number;
  readonly effective_from: number;
  readonly ladder: string;
  readonly campaigns: string;
  readonly excluded_tenders: string;
  readonly expiry_months: number | null;
};

type Sold = {
  readonly row: HqEventRow;
  readonly body: SaleBody;
  readonly sale: SettlementSale & { refunds: SettlementSale['refunds'][number][] };
};
type Member = { sales: Sold[]; changes: ExperienceChange[]; refunds: RefundBody[] };

/** Settles all that HQ heard of from nothing, one book and one clerk, and compares it with what HQ's tables say. */
export function checkSettlement(oracle: Oracle, { isExact }: { readonly isExact: boolean }): void {
  const events = oracle.hq.reader().eventsAfter(0);
  checkPlaces(events);
  if (!isExact) return;
  const memberOf = new Map(
    oracle.hq
      .reader()
      .all<SaleRow>('select * from sale')
      .map((row) => [row.event_id, row]),
  );
  const people = collect(events, memberOf);
  const rules = readRules(oracle);
  const done = new Set<string>();
  for (const member of people.keys()) {
    const ids = oracle.people.idsOf(member);
    if (done.has(ids.join())) continue;
    done.add(ids.join());
    checkPerson(
      oracle,
      ids.map((id) => [id, people.get(id) ?? NOTHING] as const),
      { rules, rows: memberOf },
    );
  }
}

/** Where each event stands in event order, computed again from what its log and HQ's clock say. */
function checkPlaces(events: readonly HqEventRow[]): void {
  const previous = new Map<string, number>();
  const saleAt = new Map<string, number>();
  for (const row of events) {
    if (row.branch_id === 'hq') continue;
    const { at, hqFloor, body } = JSON.parse(row.content) as Content;
    const log = `${row.branch_id} ${row.incarnation}`;
    const referred = row.type === 'sale_refunded' ? saleAt.get((body as RefundBody).saleId) : undefined;
    const place = Math.min(row.received_at, Math.max(at, hqFloor, previous.get(log) ?? at, referred ?? at));
    hold(place === row.settle_at, 'settlement', () => `${row.type} ${row.event_id} stands at ${row.settle_at}, by the rule at ${place}`);
    previous.set(log, place);
    if (row.type === 'sale_recorded') saleAt.set(row.event_id, place);
  }
}

function collect(events: readonly HqEventRow[], memberOf: ReadonlyMap<string, SaleRow>): ReadonlyMap<string, Member> {
  const people = new Map<string, Member>();
  const sales = new Map<string, Sold>();
  const personOf = (member: string) => {
    const person = people.get(member) ?? { sales: [], changes: [], refunds: [] };
    people.set(member, person);
    return person;
  };
  for (const row of events) {
    if (row.type !== 'sale_recorded') continue;
    const { body } = JSON.parse(row.content) as { body: SaleBody };
    const member = memberOf.get(row.event_id)?.member_id ?? null;
    if (member === null) continue;
    const receipt = {
      pointsByLine: body.accrual?.lines.map(({ points }) => points) ?? [],
      ruleVersion: body.accrual?.ruleVersion ?? 0,
      tierId: body.accrual?.tierId ?? '',
    } as unknown as SettlementSale['receipt'];
    const sold: Sold = { row, body, sale: { place: placeOf(row), basket: body.basket, receipt, refunds: [] } };
    sales.set(row.event_id, sold);
    personOf(member).sales.push(sold);
  }
  for (const row of events) {
    const { body } = JSON.parse(row.content) as { body: unknown };
    if (row.type === 'sale_refunded') addRefund(row, body as RefundBody);
    if (row.type === 'points_adjusted') addAdjustment(row, body as { memberId: string; experience: number });
  }
  return people;

  function addRefund(row: HqEventRow, body: RefundBody): void {
    const sold = sales.get(body.saleId);
    const member = memberOf.get(body.saleId)?.member_id ?? null;
    if (sold === undefined || member === null) return;
    personOf(member).refunds.push(body);
    for (const part of body.lines) sold.sale.refunds.push({ ...part, place: placeOf(row) } as unknown as SettlementSale['refunds'][number]);
  }

  function addAdjustment(row: HqEventRow, { memberId, experience }: { memberId: string; experience: number }): void {
    if (experience !== 0) personOf(memberId).changes.push({ place: placeOf(row), change: experience });
  }
}

function placeOf(row: HqEventRow): SettlementSale['place'] {
  return {
    settleAt: row.settle_at,
    branch: row.branch_id,
    incarnation: row.incarnation,
    seq: row.seq,
  } as unknown as SettlementSale['place'];
}

function readRules(oracle: Oracle): readonly Rule[] {
  return oracle.hq
    .reader()
    .all<RuleRow>('select * from rule')
    .map(
      (row) =>
        ({
          version: row.version,
          effectiveFrom: row.effective_from,
          expiryMonths: row.expiry_months,
          ladder: JSON.parse(row.ladder),
          campaigns: JSON.parse(row.campaigns),
          excludedTenders: JSON.parse(row.excluded_tenders),
        }) as Rule,
    );
}

const NOTHING: Member = { sales: [], changes: [], refunds: [] };

type Case = { readonly rules: readonly Rule[]; readonly rows: ReadonlyMap<string, SaleRow> };

/** All ids of a person settle as one; what came of it lies with the id of each sale. */
function checkPerson(oracle: Oracle, ids: readonly (readonly [string, Member])[], { rules, rows }: Case): void {
  const sales = ids.flatMap(([member, { sales: own }]) => own.map((sold) => ({ ...sold, member })));
  const settled = settleNaively(
    sales.map(({ sale }) => sale),
    rules,
    ids.flatMap(([, { changes }]) => changes),
  );
  const topUps = new Tally();
  const byPlace = new Map(sales.map((sold) => [sold.sale.place, sold]));
  for (const plain of settled) {
    const sold = byPlace.get(plain.place);
    const row = sold === undefined ? undefined : rows.get(sold.row.event_id);
    if (sold === undefined || row === undefined) continue;
    const topUp = Math.max(0, plain.pointsLeft - plain.receiptLeft);
    const goodwill = Math.max(0, plain.receiptLeft - plain.pointsLeft);
    topUps.add(sold.member, topUp);
    hold(row.top_up === topUp && row.goodwill === goodwill, 'settlement', () => {
      const says = `HQ says ${row.top_up} more and ${row.goodwill} too much`;
      return `sale ${row.event_id} of ${sold.member}: ${says}, the plain computation ${topUp} and ${goodwill}`;
    });
    hold(
      row.settled_tier_id === plain.tierId,
      'settlement',
      () => `sale ${row.event_id}: tier ${row.settled_tier_id}, plainly ${plain.tierId}`,
    );
  }
  for (const [member, person] of ids) if (person !== NOTHING) checkSums(oracle, member, { person, topUps: topUps.get(member) });
}

function checkSums(oracle: Oracle, member: string, { person, topUps }: { readonly person: Member; readonly topUps: number }): void {
  const total = oracle.hq
    .reader()
    .totals()
    .find(({ member_id }) => member_id === member);
  if (total === undefined) return hold(false, 'settlement', () => `${member} has no totals`);
  const printed = sum(person.sales.map(({ body }) => body.accrual?.points ?? 0));
  const adjusted = sum(
    oracle.hq
      .reader()
      .eventsAfter(0)
      .filter(({ type }) => type === 'points_adjusted')
      .map(({ content }) => (JSON.parse(content) as { body: { memberId: string; points: number } }).body)
      .filter(({ memberId }) => memberId === member)
      .map(({ points }) => points),
  );
  const lost = lostOf(oracle, member);
  const expected = {
    earned: printed + topUps + adjusted + paidOf(oracle, member),
    purchases: person.sales.length,
    spend_fen:
      sum(person.sales.flatMap(({ body }) => body.basket.lines.map(({ lineFen }) => lineFen))) -
      sum(person.refunds.map(({ amountFen }) => amountFen)),
    reversed: takenBackOf(oracle, member) + lost,
  };
  for (const [name, value] of Object.entries(expected)) {
    const said = total[name as keyof typeof expected];
    hold(said === value, 'settlement', () => `${member}: ${name} is ${said} at HQ, recomputed ${value}`);
  }
}

/** What refunds took from this id: of one person's ids the till takes where points lie. */
function takenBackOf(oracle: Oracle, member: string): number {
  const refunds = oracle.hq
    .reader()
    .eventsAfter(0)
    .filter(({ type }) => type === 'sale_refunded');
  return sum(
    refunds.map(({ event_id: id, content }) => {
      const { postings, body } = JSON.parse(content) as { postings: never; body: RefundBody };
      const taken = flowsOf(postings).filter(({ unit, flow }) => unit === 'pt' && (flow === 'rights>clawed' || flow === 'debt>clawed'));
      const unclaimed = flowsOf(postings).filter(({ unit, debit }) => unit === 'pt' && debit[0] === 'unclaimed');
      const all = sum([...taken, ...unclaimed].map(({ n }) => n));
      hold(all === body.pointsBack, 'settlement', () => `refund ${id} says ${body.pointsBack} points back and posts ${all}`);
      return sum(taken.filter(({ debit }) => debit[1] === member).map(({ n }) => n));
    }),
  );
}

/** What other ids of the person paid for this one's debts, less what it paid for theirs. */
function paidOf(oracle: Oracle, member: string): number {
  const absorbed = oracle.hq
    .reader()
    .eventsAfter(0)
    .filter(({ type }) => type === 'debt_absorbed');
  const parts = absorbed.flatMap(({ content }) => flowsOf((JSON.parse(content) as { postings: never }).postings));
  return sum(
    parts.map(({ flow, debit, credit, n }) => {
      if (flow !== 'pool>debt' || debit[1] === credit[1]) return 0;
      return (credit[1] === member ? n : 0) - (debit[1] === member ? n : 0);
    }),
  );
}

/** What the company wrote off of a member's points, less what it gave back for it. */
function lostOf(oracle: Oracle, member: string): number {
  const own = oracle.hq
    .reader()
    .eventsAfter(0)
    .filter(({ branch_id }) => branch_id === 'hq');
  const parts = own.flatMap(({ content }) => flowsOf((JSON.parse(content) as { postings: never }).postings));
  return sum(
    parts.map(({ flow, debit, credit, n }) => {
      if (flow === 'rights>loss') return debit[1] === member ? n : 0;
      return (flow === 'loss>pool' || flow === 'loss>rights') && credit[1] === member ? -n : 0;
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
