import { checkLadder, parseEventId, parseMemberId, type UnixMs, unreachable } from '@jifen/core';
import { type FeedData, type FeedRow, type Hlc, isFeedTopic, type KnownFeedRow, laterHlc, ZERO_HLC } from '@jifen/sync';
import { deleteRecord, dropUnknown, keepUnknown, listUnknown, listUnknownRecords } from '../store/feed.ts';
import { deleteLink, saveLink } from '../store/link.ts';
import { listBodiesAfter } from '../store/log.ts';
import { deleteSummary, saveSummary } from '../store/member-summary.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { deleteOrder, findOrder, saveOrder } from '../store/order.ts';
import { saveBranch, saveProduct, saveReward, saveRule } from '../store/reference.ts';
import { flagOf, type OrderRow } from '../store/schema.ts';
import { deleteSetting, saveSetting } from '../store/setting.ts';
import { findStaff, saveStaff } from '../store/staff.ts';
import { deleteStrayAccess } from '../store/staff-access.ts';
import { applyMemberRow } from './apply-member-row.ts';
import { forgetMember } from './forget-member.ts';
import { saveNotice } from '../store/notice.ts';
import { initialsOf } from './initials.ts';
import { takePin } from './keep-pin.ts';
import { placesText } from './point-places.ts';
import { CHAIN_SETTING } from './lease.ts';
import type { Till } from './till.ts';

/** A page of the feed: `ackedSeq` is how far HQ knew this branch's log when it wrote the page. */
export type FeedPage = { readonly rows: readonly FeedRow[]; readonly ackedSeq: number; readonly asOf: UnixMs };
type PageFacts = Omit<FeedPage, 'rows'>;

/** Takes over each record's newest state. What this build cannot read is kept word for word for after an upgrade. */
export function applyFeed(trx: BranchTrx, till: Till, { rows, ...facts }: FeedPage): void {
  const unknown = new Set(listUnknownRecords(trx).map(({ topic, key }) => `${topic}/${key}`));
  for (const row of rows) {
    const isRead = applyRow(trx, till, { row, facts });
    if (!isRead) keepUnknown(trx, till.log.cipher, row);
    else if (unknown.has(`${row.topic}/${row.key}`)) dropUnknown(trx, row);
  }
}

/** After an upgrade: rows that the build before could not read. */
export function applyUnknown(trx: BranchTrx, till: Till, facts: PageFacts): void {
  for (const row of listUnknown(trx, till.log.cipher)) {
    if (applyRow(trx, till, { row, facts })) dropUnknown(trx, row);
  }
}

/** The latest stamp among members' rows: the next local stamp must be later. */
export function latestHlcOf({ readFeed }: Till, rows: readonly FeedRow[]): Hlc {
  return rows.reduce((latest, row) => {
    const known = row.topic === 'member' ? readFeed(row) : null;
    return known?.topic === 'member' ? laterHlc(latest, known.data.hlc) : latest;
  }, ZERO_HLC);
}

function applyRow(trx: BranchTrx, till: Till, { row, facts }: { row: FeedRow; facts: PageFacts }): boolean {
  if (row.data === null) return applyTombstone(trx, till, row);
  const known = till.readFeed(row);
  // A rule that could not be used would stop every sale with a member.
  if (known === null || (known.topic === 'rule' && !checkLadder(known.data.ladder).ok)) return false;
  applyKnown(trx, till, { known, facts });
  return true;
}

function applyKnown(trx: BranchTrx, till: Till, { known, facts }: { known: KnownFeedRow; facts: PageFacts }): void {
  switch (known.topic) {
    case 'member':
      return applyMemberRow(trx, till, { data: known.data, ackedSeq: facts.ackedSeq });
    case 'summary':
      return applySummary(trx, known.data, facts.asOf);
    case 'product':
      return applyProduct(trx, known.data);
    case 'reward':
      return applyReward(trx, known.data);
    case 'rule':
      return saveRule(trx, known.data);
    case 'branch':
      return applyBranch(trx, known.data);
    case 'staff':
      return applyStaff(trx, till, { data: known.data, ackedSeq: facts.ackedSeq });
    case 'link':
      return saveLink(trx, known.data.memberId, known.data.into);
    case 'setting':
      return saveSetting(trx, CHAIN_SETTING, known.data);
    case 'order':
      return applyOrder(trx, till, { data: known.data, ackedSeq: facts.ackedSeq });
    case 'notice':
      return applyNotice(trx, known.data);
  }
}

function applyTombstone(trx: BranchTrx, till: Till, { topic, key }: FeedRow): boolean {
  if (!isFeedTopic(topic)) return false;
  switch (topic) {
    case 'product':
    case 'reward':
    case 'branch':
    case 'notice':
      deleteRecord(trx, topic, key);
      return true;
    case 'staff':
      deleteRecord(trx, topic, key);
      deleteStrayAccess(trx);
      return true;
    case 'member':
    case 'summary':
    case 'link':
      forgetMemberRecord(trx, till, { topic, key });
      return true;
    case 'setting':
      deleteSetting(trx, key);
      return true;
    case 'order':
      forgetOrder(trx, key);
      return true;
    case 'rule':
      // A published rule is for ever: receipts name it.
      return true;
  }
  return unreachable(topic);
}

type MemberRecord = { readonly topic: 'member' | 'summary' | 'link'; readonly key: string };

function forgetMemberRecord(trx: BranchTrx, till: Till, { topic, key }: MemberRecord): void {
  const id = parseMemberId(key);
  if (!id.ok) return;
  if (topic === 'member') forgetMember(trx, till, id.value);
  else if (topic === 'summary') deleteSummary(trx, id.value);
  else deleteLink(trx, id.value);
}

function applySummary(trx: BranchTrx, data: FeedData<'summary'>, asOf: UnixMs): void {
  const { own } = data;
  saveSummary(trx, {
    member_id: data.memberId,
    points: data.points,
    debt: data.debt,
    experience: data.experience,
    purchases: data.purchases,
    spend_fen: data.spendFen,
    last_purchase_at: data.lastPurchaseAt,
    own_rights: own.rights,
    own_debt: own.debt,
    own_experience: own.experience,
    own_purchases: own.purchases,
    own_spend_fen: own.spendFen,
    as_of: asOf,
    places: placesText(data.places),
  });
}

type OrderWord = { readonly data: FeedData<'order'>; readonly ackedSeq: number };

function applyOrder(trx: BranchTrx, till: Till, word: OrderWord): void {
  const { data } = word;
  saveOrder(trx, {
    id: data.orderId,
    member_id: data.memberId,
    reward_id: data.rewardId,
    reward_name: data.rewardName,
    quantity: data.quantity,
    points: data.points,
    cash_fen: data.cashFen,
    slices: JSON.stringify(data.slices),
    hq_state: data.state,
    is_cancel_wanted: flagOf(data.isCancelWanted),
    own_state: ownStateAfter(trx, till, word),
    created_at: data.createdAt,
  });
}

/**
 * What this till handed over stays handed over; one that waits again is nobody's to hand over. HQ that has read what was asked here and
 * says `reserved` has not confirmed it: it may be asked again.
 */
function ownStateAfter(trx: BranchTrx, till: Till, { data, ackedSeq }: OrderWord): OrderRow['own_state'] {
  const own = findOrder(trx, data.orderId)?.own_state ?? 'none';
  if (own === 'fulfilled') return own;
  if (data.state === 'created') return 'none';
  if (own !== 'readied' || data.state !== 'reserved') return own;
  const unread = listBodiesAfter(trx, till.log, { afterSeq: ackedSeq, type: 'order_readied' });
  return unread.some(({ orderId }) => orderId === data.orderId) ? own : 'none';
}

function forgetOrder(trx: BranchTrx, key: string): void {
  const id = parseEventId(key);
  if (id.ok) deleteOrder(trx, id.value);
}

function applyProduct(trx: BranchTrx, { priceFen, drugClass, earns, isActive, ...same }: FeedData<'product'>): void {
  const initials = initialsOf(same.name);
  saveProduct(trx, { ...same, initials, price_fen: priceFen, drug_class: drugClass, earns: flagOf(earns), is_active: flagOf(isActive) });
}

function applyReward(trx: BranchTrx, { drugClass, cashFen, pictureUrl, isActive, ...same }: FeedData<'reward'>): void {
  saveReward(trx, { ...same, drug_class: drugClass, cash_fen: cashFen, picture_url: pictureUrl, is_active: flagOf(isActive) });
}

function applyBranch(trx: BranchTrx, { openingHours, utcOffsetMinutes, receiptNote, logo, ...same }: FeedData<'branch'>): void {
  saveBranch(trx, {
    ...same,
    opening_hours: openingHours,
    utc_offset_minutes: utcOffsetMinutes,
    receipt_note: receiptNote,
    logo: logo === null ? null : JSON.stringify(logo),
  });
}

type SentStaff = { readonly data: FeedData<'staff'>; readonly ackedSeq: number };

function applyStaff(trx: BranchTrx, till: Till, { data, ackedSeq }: SentStaff): void {
  const { pinHash, isActive, mustChangePin, ...same } = data;
  const own = findStaff(trx, same.id)?.must_change_pin ?? flagOf(mustChangePin);
  const isTaken = takePin(trx, till, { staffId: same.id, pinHash, ackedSeq });
  const mustChange = isTaken ? flagOf(mustChangePin) : own;
  saveStaff(trx, { ...same, pin_hash_sealed: null, is_active: flagOf(isActive), must_change_pin: mustChange });
}

function applyNotice(trx: BranchTrx, { publishedAt, ...same }: FeedData<'notice'>): void {
  saveNotice(trx, { ...same, published_at: publishedAt });
}
