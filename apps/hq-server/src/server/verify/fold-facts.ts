import { businessDateOf, HQ_BRANCH, type BranchId, type EventId, type MemberId, NEVER, type Rule, type UnixMs } from '@jifen/core';
import type { FieldCipher, SqliteHandle } from '@jifen/platform';
import type { BranchBody, HqBody, ParsedPosting } from '@jifen/sync';
import { hqEventId } from '../store/hq-log.ts';
import { addToDaySum, type Balances, getOrMake, partSumOf, totalSumOf } from './balances.ts';
import type { PartReader } from './check-private.ts';
import type { FactPlace } from './fact-rows.ts';
import type { Findings } from './finding.ts';
import { newUnclaimedSum } from './fold-postings.ts';
import { type KnownBody, placeOfRow, type ReadRow } from './log-row.ts';
import type { LifeTimes } from './life-times.ts';
import { foldOrders, type Orders } from './orders.ts';
import { createPeople, foldPeople, type People } from './people.ts';
import { foldReceipts, presentOwnerIn, type Receipts } from './receipts.ts';
import type { Shifts } from './shifts.ts';
import { type RefundMark, type SaleMark, saleMarkOf } from './sale-mark.ts';
import { foldWriteOffs, type WriteOffs } from './write-offs.ts';

/** HQ itself counts days in China's time. */
const HQ_OFFSET_MINUTES = 480;

/** HQ's change of a member's experience at its place in event order. */
export type ExperienceMark = {
  readonly id: EventId;
  readonly member: MemberId;
  readonly settleAt: UnixMs;
  readonly branch: BranchId;
  readonly incarnation: SaleMark['incarnation'];
  readonly seq: number;
  readonly change: number;
};

/** What HQ posted of a sale's settlement, summed over its events. */
export type PostedSettlement = { count: number; topUp: number; goodwill: number; experience: number };

/** What the bodies of the events say, as far as the walk has come. */
export type Facts = {
  readonly sales: Map<EventId, SaleMark>;
  readonly refunds: RefundMark[];
  readonly waitingRefunds: Map<EventId, RefundMark[]>;
  readonly changes: Map<EventId, ExperienceMark>;
  readonly posted: Map<EventId, PostedSettlement>;
  readonly people: People;
  readonly registered: Set<string>;
  readonly receipts: Receipts;
  readonly orders: Orders;
  readonly shifts: Shifts;
  readonly writeOffs: WriteOffs;
  /** Points that HQ's log says were lost with an event, less what the postings say. */
  readonly lossByEvent: Map<EventId, number>;
  /** The state of each life at this point of the walk, by branch/incarnation; one that is not here is active. */
  readonly stateByLife: Map<string, HqBody<'incarnation_changed'>['state']>;
  /** Events whose loss HQ does not reckon from their own rights: of a life that was over, or of goods that nothing was set aside for. */
  readonly coveredEvents: Set<EventId>;
  /** The text of each rule that HQ published. */
  readonly ruleTexts: Map<string, string>;
  /** HQ's history epoch at this point of the walk. */
  epoch: string;
  /** HQ was not restored so far. */
  isFirstHistory: boolean;
};

export function createFacts(): Facts {
  return {
    sales: new Map(),
    refunds: [],
    waitingRefunds: new Map(),
    changes: new Map(),
    posted: new Map(),
    people: createPeople(),
    registered: new Set(),
    receipts: new Map(),
    orders: new Map(),
    shifts: new Map(),
    writeOffs: new Map(),
    lossByEvent: new Map(),
    stateByLife: new Map(),
    coveredEvents: new Set(),
    ruleTexts: new Map(),
    epoch: '',
    isFirstHistory: true,
  };
}

/** Everything that folding one body needs. */
export type Desk = {
  readonly facts: Facts;
  readonly balances: Balances;
  readonly rules: readonly Rule[];
  readonly cipher: FieldCipher;
  readonly partOf: PartReader;
  readonly lifeTimes: LifeTimes;
  readonly findings: Findings;
  /** Minutes east of UTC by branch. */
  readonly offsets: ReadonlyMap<string, number>;
};

export function readOffsets(db: SqliteHandle): Map<string, number> {
  const rows = db.prepare<[], { branch_id: string; utc_offset_minutes: number }>('select branch_id, utc_offset_minutes from branch').all();
  return new Map(rows.map((row) => [row.branch_id, row.utc_offset_minutes]));
}

/** `isInOrder`: it comes after what it follows. */
export type CheckedRow = ReadRow & { readonly isInOrder: boolean };

export type Folding = {
  readonly checked: CheckedRow;
  readonly settleAt: UnixMs;
  readonly body: KnownBody;
  readonly postings: readonly ParsedPosting[];
};

/** Adds what a body says beyond its postings. Events of other types say everything in their postings. */
export function foldBody(desk: Desk, folding: Folding): void {
  const { body } = folding;
  if (body.type === 'sale_recorded') foldSale(desk, folding, body.body);
  if (body.type === 'sale_refunded') foldRefund(desk, folding, body.body);
  if (body.type === 'reward_redeemed') foldRedemption(desk, folding, body.body);
  if (body.type === 'redemption_refunded') foldRedemptionRefund(desk, folding, body.body);
  if (body.type === 'member_registered') foldRegistration(desk, folding, body.body.memberId);
  if (body.type === 'unclaimed_attached') foldAttachment(desk, folding, body.body);
  if (body.type === 'balance_opened') foldOpening(desk, folding, body.body);
  if (body.type === 'sale_settled') foldSettlement(desk, folding, body.body);
  if (body.type === 'order_fulfilled') foldHandOver(desk, folding, body.body);
  if (body.type === 'loss_booked') foldLoss(desk, folding, body.body);
  if (body.type === 'incarnation_changed') noteLife(desk.facts, body.body);
  if (body.type === 'record_saved') foldRecord(desk, folding, body.body);
  if (!PLAIN_TYPES.has(body.type)) foldOwnership(desk, folding);
}

/** Most events are of these types, and none of them moves an order, a receipt, a merge or a write-off. */
const PLAIN_TYPES: ReadonlySet<KnownBody['type']> = new Set([
  'sale_recorded',
  'sale_refunded',
  'reward_redeemed',
  'member_registered',
  'member_updated',
  'sale_settled',
  'rights_granted',
  'rights_returned',
]);

/** Who owns what two sites could consume, and who is who. */
function foldOwnership({ facts, lifeTimes }: Desk, { checked: { row }, body, postings }: Folding): void {
  const { isFirstHistory } = facts;
  const { branch_id: branch, incarnation } = row;
  if (body.type === 'epoch_opened' && body.body.reason === 'restored') facts.isFirstHistory = false;
  foldPeople(facts.people, body);
  foldWriteOffs(facts.writeOffs, body, postings);
  foldOrders(facts.orders, body, { branch, isFirstHistory });
  const isSpeaking = SPEAKING.has(facts.stateByLife.get(`${branch}/${incarnation}`) ?? 'active') && lifeTimes.hasSpoken(row);
  foldReceipts(facts.receipts, body, { writer: { branch, incarnation, isSpeaking, isFirstHistory }, sales: facts.sales });
}

/** Lives that stand for their branch. */
const SPEAKING: ReadonlySet<string> = new Set(['active', 'draining', 'frozen']);

function factPlaceOf({ checked, settleAt }: Folding): FactPlace & Pick<SaleMark, 'branch' | 'incarnation' | 'settleAt'> {
  const { row, content } = checked;
  return { ...placeOfRow(row), id: content.id, at: content.at, settleAt };
}

function foldSale(desk: Desk, folding: Folding, body: BranchBody<'sale_recorded'>): void {
  const { facts, balances, rules } = desk;
  const sale = saleMarkOf({ ...factPlaceOf(folding), body }, rules);
  facts.sales.set(sale.id, sale);
  const { branch, incarnation, businessDate: date, totalFen } = sale;
  addToDaySum(balances, { branch, date }, { sales: 1, sales_fen: totalFen, points_issued: body.accrual?.points ?? 0 });
  if (sale.member !== null) countSale(balances, sale, { member: sale.member, writer: sale });
  if (sale.isUnclaimed) {
    const vintage = body.vintage ?? NEVER;
    const sum = getOrMake(balances.unclaimed, sale.id, () => newUnclaimedSum({ branch, incarnation, vintage }));
    sum.cardNumber = body.alias?.kind === 'card' ? body.alias.cardNumber : null;
    sum.phoneIndex = body.alias?.kind === 'phone' ? phoneIndexOf(desk, folding) : null;
  }
  for (const refund of facts.waitingRefunds.get(sale.id) ?? []) joinRefund(desk, refund, { sale, isKnown: true });
  facts.waitingRefunds.delete(sale.id);
}

function phoneIndexOf({ cipher, partOf }: Desk, { checked }: Folding): string | undefined {
  const phone = partOf(checked.row.event_id, checked.content)?.['phone'];
  return typeof phone === 'string' ? cipher.indexOf('phone', phone) : undefined;
}

type Counting = { readonly member: MemberId; readonly writer: { readonly branch: string; readonly incarnation: string } };

function countSale(balances: Balances, sale: SaleMark, { member, writer }: Counting): void {
  const [part, total] = [partSumOf(balances, member, writer), totalSumOf(balances, member)];
  for (const sums of [part, total]) {
    sums.purchases += 1;
    sums.spendFen += sale.totalFen;
  }
  total.lastPurchaseAt = Math.max(total.lastPurchaseAt ?? 0, sale.settleAt);
  noteVisit(balances, member, sale.settleAt);
}

function noteVisit(balances: Balances, member: MemberId, at: number): void {
  const total = totalSumOf(balances, member);
  total.lastVisitAt = Math.max(total.lastVisitAt, at);
}

function foldRefund(desk: Desk, folding: Folding, body: BranchBody<'sale_refunded'>): void {
  const { facts, balances } = desk;
  const place = factPlaceOf(folding);
  const { checked, settleAt } = folding;
  const refund: RefundMark = { ...place, at: checked.content.at, settleAt, body, sale: null, experienceChange: 0 };
  facts.refunds.push(refund);
  const day = { refunds: 1, refund_fen: body.amountFen, points_reversed: body.pointsBack };
  addToDaySum(balances, { branch: place.branch, date: body.businessDate }, day);
  const sale = facts.sales.get(body.saleId);
  if (sale === undefined) getOrMake(facts.waitingRefunds, body.saleId, () => []).push(refund);
  else joinRefund(desk, refund, { sale, isKnown: knewMember(desk, folding, sale) });
}

/** Whether the till that refunds an unclaimed sale knew whose it is by now: its postings say so, or that HQ passed the receipt on to it. */
function knewMember({ facts }: Desk, { postings, checked }: Folding, sale: SaleMark): boolean {
  if (postings.some(({ debit }) => debit.kind === 'unclaimed')) return false;
  if (postings.length > 0) return true;
  const owner = presentOwnerIn(facts.receipts, sale.id);
  return owner !== undefined && owner.transfer > 0 && owner.branch === checked.row.branch_id;
}

/** A till counts what a member spent less when it knew the member; else HQ does. */
function joinRefund({ facts, balances }: Desk, refund: RefundMark, { sale, isKnown }: { sale: SaleMark; isKnown: boolean }): void {
  refund.sale = sale;
  sale.refunds.push(refund);
  if (sale.settleAt > refund.settleAt) refund.settleAt = sale.settleAt;
  if (sale.member === null) return;
  const writer = sale.isUnclaimed && !isKnown ? { branch: HQ_BRANCH, incarnation: facts.epoch } : refund;
  takeSpendBack(balances, refund, { member: sale.member, writer });
}

function takeSpendBack(balances: Balances, { body }: RefundMark, { member, writer }: Counting): void {
  partSumOf(balances, member, writer).spendFen -= body.amountFen;
  totalSumOf(balances, member).spendFen -= body.amountFen;
}

function foldRedemption({ balances }: Desk, folding: Folding, body: BranchBody<'reward_redeemed'>): void {
  const { branch } = factPlaceOf(folding);
  addToDaySum(balances, { branch, date: body.businessDate }, { points_redeemed: body.points });
  noteVisit(balances, body.memberId, folding.settleAt);
}

function foldRedemptionRefund({ balances }: Desk, folding: Folding, body: BranchBody<'redemption_refunded'>): void {
  const { branch } = factPlaceOf(folding);
  addToDaySum(balances, { branch, date: body.businessDate }, { points_redeemed: -Number(body.points) });
}

function foldRegistration({ facts, balances, offsets }: Desk, folding: Folding, member: MemberId): void {
  const { branch } = factPlaceOf(folding);
  noteVisit(balances, member, folding.settleAt);
  if (facts.registered.has(member)) return;
  facts.registered.add(member);
  addToDaySum(balances, { branch, date: businessDateOf(folding.settleAt, offsets.get(branch) ?? 0) }, { new_members: 1 });
}

/** The sale and the refunds of it so far become the member's, counted by HQ. */
function foldAttachment({ facts, balances }: Desk, folding: Folding, { saleId, memberId: member }: HqBody<'unclaimed_attached'>): void {
  const sale = facts.sales.get(saleId);
  const { incarnation, at } = folding.checked.content;
  const sum = balances.unclaimed.get(saleId);
  if (sum !== undefined) {
    sum.attachedMember = member;
    sum.attachedAt = at;
  }
  if (sale === undefined) return;
  const writer = { branch: HQ_BRANCH, incarnation };
  sale.member = member;
  countSale(balances, sale, { member, writer });
  for (const refund of sale.refunds) takeSpendBack(balances, refund, { member, writer });
}

function foldOpening({ balances }: Desk, folding: Folding, body: HqBody<'balance_opened'>): void {
  const { branch, incarnation } = folding.checked.content;
  const total = totalSumOf(balances, body.memberId);
  for (const sums of [partSumOf(balances, body.memberId, { branch, incarnation }), total]) {
    sums.purchases += body.purchases;
    sums.spendFen += body.spendFen;
  }
  if (body.lastPurchaseAt !== null) total.lastPurchaseAt = Math.max(total.lastPurchaseAt ?? 0, body.lastPurchaseAt);
}

function foldSettlement({ facts, balances, findings }: Desk, folding: Folding, body: HqBody<'sale_settled'>): void {
  const posted = getOrMake(facts.posted, body.saleId, () => ({ count: 0, topUp: 0, goodwill: 0, experience: 0 }));
  const [by, goodwill] = [body.topUp - posted.topUp, body.goodwill - posted.goodwill];
  const net = netOf(folding.postings, 'pt');
  if (body.previousTopUp !== posted.topUp || net !== by) {
    findings.add('body_contradicts_postings', placeOfRow(folding.checked.row), {
      key: body.saleId,
      field: 'topUp',
      expected: by,
      found: net,
    });
  }
  posted.count += 1;
  posted.topUp = body.topUp;
  posted.goodwill = body.goodwill;
  posted.experience += netOf(folding.postings, 'xp');
  const sale = facts.sales.get(body.saleId);
  if (sale !== undefined) addToDaySum(balances, { branch: sale.branch, date: sale.businessDate }, { points_settled: by, goodwill });
}

/** What postings of HQ give of a unit, less what they take. */
function netOf(postings: readonly ParsedPosting[], unit: 'pt' | 'xp'): number {
  let net = 0;
  for (const posting of postings) {
    if (posting.unit === unit) net += posting.debit.kind === 'issued' ? posting.n : -posting.n;
  }
  return net;
}

function noteLife({ stateByLife }: Facts, { branch, incarnation, state }: HqBody<'incarnation_changed'>): void {
  stateByLife.set(`${branch}/${incarnation}`, state);
}

function foldHandOver({ facts, balances }: Desk, folding: Folding, body: BranchBody<'order_fulfilled'>): void {
  const { branch, id } = factPlaceOf(folding);
  facts.coveredEvents.add(id);
  addToDaySum(balances, { branch, date: body.businessDate }, { points_redeemed: body.points });
  noteVisit(balances, body.memberId, folding.settleAt);
}

/** A loss with postings of its own pays for what a life used after its rights had been taken over. */
function foldLoss({ facts }: Desk, { postings }: Folding, { eventId, points }: HqBody<'loss_booked'>): void {
  if (postings.length > 0) facts.coveredEvents.add(eventId);
  else addLoss(facts, eventId, points);
}

/** The losses that postings made and those that HQ's log names must come to nothing. */
export function addLoss({ lossByEvent }: Facts, event: EventId, points: number): void {
  const left = (lossByEvent.get(event) ?? 0) + points;
  if (left === 0) lossByEvent.delete(event);
  else lossByEvent.set(event, left);
}

type RegisteredAtHq = { readonly homeBranch?: string; readonly joinedAt?: UnixMs };

/** Members that HQ registers are counted where they belong; rules are kept to be compared. */
function foldRecord({ facts, balances }: Desk, folding: Folding, { topic, key, data }: HqBody<'record_saved'>): void {
  if (data === null) return;
  if (topic === 'rule') facts.ruleTexts.set(key, data);
  if (topic !== 'member' || folding.checked.content.id !== hqEventId('member_registered', key)) return;
  const { homeBranch, joinedAt }: RegisteredAtHq = JSON.parse(data);
  if (homeBranch === undefined || joinedAt === undefined) return;
  facts.registered.add(key);
  addToDaySum(balances, { branch: homeBranch, date: businessDateOf(joinedAt, HQ_OFFSET_MINUTES) }, { new_members: 1 });
}
