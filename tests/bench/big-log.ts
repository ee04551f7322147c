import type { BranchId, EventId, Incarnation, MemberId, RewardId, UnixMs, Vintage } from '@jifen/core';
import { createFieldCipher, type FieldCipher, sha256, type SqliteHandle } from '@jifen/platform';
import {
  canonicalJson,
  encodeHlc,
  type EventDraft,
  GENESIS_HASH,
  type JsonValue,
  memberAccount,
  plainAccount,
  type Posting,
  sealEvent,
  skuUnit,
  vintageAccount,
  type Writer,
} from '@jifen/sync';
import { seededRandom } from '../support/seeded-random.ts';

const TILLS = 20;
const MEMBERS = 20_000;
const BATCH = 200;
const START = Date.UTC(2026, 0, 5, 1);
const DAY_MS = 86_400_000;
const NEVER = 'never' as Vintage;
const MUG = '0190c000-0000-7000-8000-000000000001' as RewardId;

type Till = { readonly writer: Writer; head: { seq: number; hash: string }; at: number };
type Sums = Record<string, number>;
type Sold = { readonly id: EventId; readonly member: MemberId; readonly fen: number; readonly saleAt: number };

/** The write side of a bench's store: events through the real chain code, tables by the plainest sums that are right. */
export type BigLog = { readonly bytes: number; readonly events: number };

/**
 * Fills an empty store of HQ with `count` events: registrations with personal parts, sales of one to three lines, refunds and
 * redemptions at 20 tills. All sales stay below the second tier, so that settlement has nothing to post.
 */
export function writeBigLog(db: SqliteHandle, keys: Parameters<typeof createFieldCipher>[0], count: number): BigLog {
  const writing = startWriting(db, keys);
  const tills = Array.from({ length: TILLS }, (_, i): Till => {
    const writer = { branch: `b${i + 1}` as BranchId, incarnation: (i + 1).toString(16).padStart(16, '0') as Incarnation };
    return { writer, head: { seq: 0, hash: GENESIS_HASH }, at: START + i };
  });
  db.exec('begin immediate');
  while (writing.events < count) {
    for (const till of tills) for (let i = 0; i < BATCH && writing.events < count; i += 1) writeOne(writing, till);
  }
  writeSums(writing, tills);
  db.exec('commit');
  return { bytes: writing.bytes, events: writing.events };
}

type Writing = ReturnType<typeof startWriting>;

function startWriting(db: SqliteHandle, keys: Parameters<typeof createFieldCipher>[0]) {
  const random = seededRandom(5);
  const inserts = new Map<string, ReturnType<SqliteHandle['prepare']>>();
  const cipher: FieldCipher = createFieldCipher(keys, (size) => random.bytes(size));
  const first = Number(db.prepare("select value from counter where name = 'gseq'").pluck().get());
  return {
    db,
    random,
    cipher,
    inserts,
    first,
    events: 0,
    bytes: 0,
    sums: new Map<string, Sums>(),
    sold: new Map<Till, Sold[]>(),
    registered: 0,
  };
}

/** Every row of a table comes with the same columns in the same order. */
function insert({ db, inserts }: Writing, table: string, row: Readonly<Record<string, unknown>>): void {
  const values = Object.values(row);
  const known = inserts.get(table);
  if (known !== undefined) {
    known.run(values);
    return;
  }
  const made = db.prepare(`insert into ${table} (${Object.keys(row).join()}) values (${values.map(() => '?').join()})`);
  inserts.set(table, made);
  made.run(values);
}

function add({ sums }: Writing, key: string, by: Sums): void {
  const known = sums.get(key) ?? {};
  for (const [name, n] of Object.entries(by)) known[name] = (known[name] ?? 0) + n;
  sums.set(key, known);
}

const memberOf = (n: number) => `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as MemberId;

function writeOne(writing: Writing, till: Till): void {
  const { random } = writing;
  const chance = random.fraction();
  const sold = writing.sold.get(till) ?? [];
  writing.sold.set(till, sold);
  till.at += 1 + Math.floor(random.fraction() * 60_000);
  if (till.head.seq === 0) stock(writing, till);
  else if (writing.registered < MEMBERS && (writing.registered < 100 || chance < 0.1)) register(writing, till);
  else if (chance < 0.15 && sold.length > 0) giveBack(writing, till, sold);
  else sell(writing, till, sold);
}

type Fact = Pick<EventDraft, 'type' | 'postings' | 'private'> & { readonly id?: EventId; readonly body: Record<string, JsonValue> };

function append(writing: Writing, till: Till, fact: Fact): { readonly event_id: EventId; readonly at: number; readonly settle_at: number } {
  const at = till.at as UnixMs;
  const id = newId(writing, at);
  const placement = { ...till.writer, at, hlc: encodeHlc(at, 0), hqFloor: 0 as UnixMs, terminal: null, staff: null };
  let content = '';
  const { envelope } = sealEvent({ typeVersion: 1, ...fact, id }, { head: till.head, placement }, (text) => {
    content = text;
    return sha256(text);
  });
  till.head = { seq: envelope.seq, hash: envelope.hash };
  writing.events += 1;
  writing.bytes += Buffer.byteLength(content);
  insert(writing, 'event', {
    gseq: writing.first + writing.events,
    event_id: id,
    branch_id: envelope.branch,
    incarnation: envelope.incarnation,
    seq: envelope.seq,
    prev_hash: envelope.prevHash,
    hash: envelope.hash,
    at,
    received_at: at + DAY_MS,
    settle_at: at,
    type: envelope.type,
    type_version: 1,
    disposition: 'applied',
    code: null,
    content,
  });
  return { event_id: id, at, settle_at: at };
}

function newId({ random }: Writing, at: number): EventId {
  const time = at.toString(16).padStart(12, '0');
  const hex = Buffer.from(random.bytes(9)).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}` as EventId;
}

function dateOf(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}

function stock(writing: Writing, till: Till): void {
  const quantity = 1_000_000;
  const posting: Posting = {
    unit: skuUnit(MUG),
    debit: plainAccount('supply', till.writer),
    credit: plainAccount('stock', till.writer),
    n: quantity,
  };
  append(writing, till, { type: 'stock_received', body: { rewardId: MUG, quantity }, postings: [posting], private: null });
  add(writing, `stock ${till.writer.branch} ${till.writer.incarnation}`, { on_hand: quantity });
}

function register(writing: Writing, till: Till): void {
  writing.registered += 1;
  const member = memberOf(writing.registered);
  const part = {
    salt: `salt-${member}`,
    data: { name: `顾客${writing.registered}`, phone: `138${String(writing.registered).padStart(8, '0')}` },
  };
  const { event_id, at } = append(writing, till, {
    type: 'member_registered',
    body: { memberId: member, cards: [] },
    postings: [],
    private: part,
  });
  const sealed = writing.cipher.encrypt(canonicalJson(part.data));
  insert(writing, 'event_private', { event_id, salt: part.salt, sealed, erased_at: null });
  visit(writing, member, at);
  add(writing, `day ${dateOf(at)} ${till.writer.branch}`, { new_members: 1 });
}

function visit({ sums }: Writing, member: MemberId, at: number): void {
  const total = sums.get(`total ${member}`) ?? {};
  total['last_visit_at'] = Math.max(total['last_visit_at'] ?? 0, at);
  sums.set(`total ${member}`, total);
}

function sell(writing: Writing, till: Till, sold: Sold[]): void {
  const { random } = writing;
  const member = memberOf(1 + Math.floor(random.fraction() * writing.registered));
  const fens = Array.from({ length: 1 + Math.floor(random.fraction() * 3) }, () => 100 * (1 + Math.floor(random.fraction() * 5)));
  const fen = fens.reduce((sum, n) => sum + n, 0);
  const n = fen / 100;
  const basket = {
    lines: fens.map((lineFen, i) => ({
      kind: 'product',
      productId: MUG,
      barcode: `690000000000${i}`,
      name: `商品 ${i}`,
      quantity: 1,
      unitPriceFen: lineFen,
      lineFen,
      category: 'general',
      drugClass: 'general',
      earns: true,
    })),
    tenders: [{ method: 'cash', amountFen: fen }],
  };
  const lines = fens.map((eligibleFen) => ({ eligibleFen, rateBp: 10_000, points: eligibleFen / 100 }));
  const accrual = { ruleVersion: 1, tierId: 'regular', tierBp: 10_000, lines, points: n, experience: n };
  const businessDate = dateOf(till.at);
  const debit = plainAccount('issued', till.writer);
  const { branch, incarnation } = till.writer;
  const body = { memberId: member, alias: null, businessDate, receiptNo: `r${till.head.seq}`, basket, accrual, vintage: NEVER };
  const postings: Posting[] = [
    { unit: 'pt', debit, credit: vintageAccount('rights', { member, vintage: NEVER }, till.writer), n },
    { unit: 'xp', debit, credit: memberAccount('experience', member, till.writer), n },
  ];
  const place = append(writing, till, { type: 'sale_recorded', body, postings, private: null });
  insert(writing, 'sale', {
    ...place,
    member_id: member,
    branch_id: branch,
    incarnation,
    seq: till.head.seq,
    business_date: businessDate,
    receipt_no: body.receiptNo,
    total_fen: fen,
    points: n,
    experience: n,
    vintage: NEVER,
    basket: JSON.stringify(basket),
    accrual: JSON.stringify(accrual),
    is_unclaimed: 0,
    settled_rule_version: 1,
    settled_tier_id: 'regular',
    settled_experience: n,
    experience_top_up: 0,
    top_up: 0,
    goodwill: 0,
    settlements: 0,
  });
  enter(writing, till, { ...place, member, kind: 'accrual', points: n, experience: n, reference_id: null });
  const of = `${member} ${branch} ${incarnation}`;
  add(writing, `rights ${of}`, { earned: n });
  add(writing, `part ${of}`, { experience_gained: n, purchases: 1, spend_fen: fen });
  add(writing, `total ${member}`, { points: n, earned: n, experience: n, timeline_experience: n, purchases: 1, spend_fen: fen });
  visit(writing, member, place.at);
  const total = writing.sums.get(`total ${member}`) ?? {};
  total['last_purchase_at'] = Math.max(total['last_purchase_at'] ?? 0, place.at);
  add(writing, `day ${businessDate} ${branch}`, { sales: 1, sales_fen: fen, points_issued: n });
  sold.push({ id: place.event_id, member, fen, saleAt: place.at });
}

type Entry = { readonly member: MemberId; readonly kind: string; readonly points: number; readonly experience: number } & Readonly<
  Record<'event_id' | 'reference_id', string | null>
> & { readonly settle_at: number };

function enter(writing: Writing, till: Till, { member, kind, points, experience, event_id, reference_id, settle_at }: Entry): void {
  const row = { member_id: member, kind, at: settle_at, branch_id: till.writer.branch, points, experience, event_id, reference_id };
  insert(writing, 'entry', row);
}

/** Half of them refund one of the till's last sales whole, half spend its points on a reward. */
function giveBack(writing: Writing, till: Till, sold: Sold[]): void {
  const sale = sold.splice(Math.floor(writing.random.fraction() * sold.length), 1)[0];
  if (sold.length > 50) sold.shift();
  if (sale === undefined) return;
  if (writing.random.fraction() < 0.5) refund(writing, till, sale);
  else redeem(writing, till, sale);
}

function refund(writing: Writing, till: Till, { id: saleId, member, fen }: Sold): void {
  const n = fen / 100;
  const businessDate = dateOf(till.at);
  const { branch, incarnation } = till.writer;
  const lines = writing.db.prepare<[string], string>('select basket from sale where event_id = ?').pluck().get(saleId) ?? '{"lines":[]}';
  const parts = (JSON.parse(lines) as { lines: { lineFen: number }[] }).lines.map(({ lineFen }, line) => {
    return { line, amountFen: lineFen, pointsBack: lineFen / 100 };
  });
  const body = {
    saleId,
    isVoid: false,
    businessDate,
    receiptNo: `r${till.head.seq}`,
    lines: parts,
    amountFen: fen,
    pointsBack: n,
    experienceBack: n,
    clawed: [{ memberId: member, vintage: NEVER, n }],
    debt: 0,
    tenders: [{ method: 'cash', amountFen: fen }],
    reason: 'customer',
  };
  const credit = plainAccount('clawed', till.writer);
  const postings: Posting[] = [
    { unit: 'pt', debit: vintageAccount('rights', { member, vintage: NEVER }, till.writer), credit, n },
    { unit: 'xp', debit: memberAccount('experience', member, till.writer), credit, n },
  ];
  const place = append(writing, till, { type: 'sale_refunded', body, postings, private: null });
  insert(writing, 'refund', {
    ...place,
    sale_id: saleId,
    member_id: member,
    branch_id: branch,
    incarnation,
    seq: till.head.seq,
    is_void: 0,
    business_date: businessDate,
    receipt_no: body.receiptNo,
    lines: JSON.stringify(parts),
    amount_fen: fen,
    points_back: n,
    experience_back: n,
    experience_change: -n,
  });
  enter(writing, till, { ...place, member, kind: 'reversal', points: -n, experience: -n, reference_id: saleId });
  add(writing, `rights ${member} ${branch} ${incarnation}`, { clawed: n });
  add(writing, `part ${member} ${branch} ${incarnation}`, { experience_lost: n, spend_fen: -fen });
  add(writing, `total ${member}`, { points: -n, reversed: n, experience: -n, timeline_experience: -n, spend_fen: -fen });
  add(writing, `day ${businessDate} ${branch}`, { refunds: 1, refund_fen: fen, points_reversed: n });
}

function redeem(writing: Writing, till: Till, { member, fen }: Sold): void {
  const n = fen / 100;
  const businessDate = dateOf(till.at);
  const { branch, incarnation } = till.writer;
  const slices = [{ memberId: member, vintage: NEVER, n }];
  const what = { rewardId: MUG, rewardName: '杯子', quantity: 1, points: n, cashFen: 0 };
  const receiptNo = `x${till.head.seq}`;
  const debit = vintageAccount('rights', { member, vintage: NEVER }, till.writer);
  const postings: Posting[] = [
    { unit: 'pt', debit, credit: plainAccount('redeemed', till.writer), n },
    { unit: skuUnit(MUG), debit: plainAccount('stock', till.writer), credit: plainAccount('handed', till.writer), n: 1 },
  ];
  const body = { memberId: member, ...what, tenders: [], slices, businessDate, receiptNo };
  const place = append(writing, till, { type: 'reward_redeemed', body, postings, private: null });
  insert(writing, 'redemption', {
    ...place,
    member_id: member,
    branch_id: branch,
    incarnation,
    seq: till.head.seq,
    business_date: businessDate,
    receipt_no: receiptNo,
    reward_id: MUG,
    reward_name: what.rewardName,
    quantity: 1,
    points: n,
    cash_fen: 0,
    slices: JSON.stringify(slices),
  });
  enter(writing, till, { ...place, member, kind: 'redemption', points: -n, experience: 0, reference_id: null });
  add(writing, `rights ${member} ${branch} ${incarnation}`, { spent: n });
  add(writing, `total ${member}`, { points: -n, redeemed: n });
  add(writing, `stock ${branch} ${incarnation}`, { on_hand: -1 });
  add(writing, `day ${businessDate} ${branch}`, { points_redeemed: n });
  visit(writing, member, place.at);
}

const zeros = (...names: readonly string[]): Sums => Object.fromEntries(names.map((name) => [name, 0]));
const RIGHTS = zeros('granted', 'earned', 'restored', 'spent', 'clawed', 'returned', 'reported');
const PART = zeros('experience_gained', 'experience_lost', 'owed', 'purchases', 'spend_fen');
const TOTAL = {
  ...zeros('points', 'owed', 'absorbed', 'experience', 'timeline_experience', 'purchases', 'spend_fen'),
  ...zeros('last_visit_at', 'earned', 'redeemed', 'reversed', 'expired'),
};
const DAY = {
  ...zeros('sales', 'sales_fen', 'refunds', 'refund_fen', 'points_issued', 'points_redeemed', 'points_reversed'),
  ...zeros('points_settled', 'goodwill', 'new_members'),
};

function writeSums(writing: Writing, tills: readonly Till[]): void {
  for (const [key, sum] of writing.sums) {
    const [kind, a, b, c] = key.split(' ');
    if (kind === 'rights') insert(writing, 'rights', { member_id: a, vintage: NEVER, branch_id: b, incarnation: c, ...RIGHTS, ...sum });
    if (kind === 'part') insert(writing, 'member_part', { member_id: a, branch_id: b, incarnation: c, ...PART, ...sum });
    if (kind === 'total') insert(writing, 'member_total', { member_id: a, last_branch: null, last_purchase_at: null, ...TOTAL, ...sum });
    if (kind === 'stock') insert(writing, 'stock', { branch_id: a, incarnation: b, reward_id: MUG, consigned: 0, ...sum });
    if (kind === 'day') insert(writing, 'branch_day', { business_date: a, branch_id: b, ...DAY, ...sum });
  }
  const columns = 'terminal_id, state, state_reason, last_seq, last_hash, last_hlc, last_settle_at, head_seq, first_seen_at, resting_until';
  const open = writing.db.prepare(
    `insert into incarnation (branch_id, incarnation, ${columns}) values (?, ?, null, 'active', null, ?, ?, ?, ?, ?, 0, 0)`,
  );
  for (const { writer, head, at } of tills) {
    open.run(writer.branch, writer.incarnation, head.seq, head.hash, encodeHlc(at as UnixMs, 0), at, head.seq);
  }
  writing.db.prepare("update counter set value = value + ? where name = 'gseq'").run(writing.events);
}
