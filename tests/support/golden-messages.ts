import {
  type BranchId,
  cardNumberOf,
  type EventId,
  type Incarnation,
  type MemberId,
  type StaffId,
  type TerminalId,
  type UnixMs,
  type Vintage,
} from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  BRANCH_BODIES,
  type BranchEventType,
  encodeHlc,
  type ExchangeRequest,
  type ExchangeResponse,
  GENESIS_HASH,
  type JsonValue,
  type LoggedEvent,
  memberAccount,
  packBatch,
  plainAccount,
  PROTOCOL_VERSION,
  type Posting,
  type PrivatePart,
  sealEvent,
  unclaimedAccount,
  vintageAccount,
} from '@jifen/sync';

const writer = { branch: 'golden-east' as BranchId, incarnation: '00112233445566aa' as Incarnation };
const earlier = '00112233445566ab' as Incarnation;
const epoch = 'aabbccddeeff0011' as Incarnation;
const member = '0190a000-0000-7000-8000-000000000001' as MemberId;
const reward = '0190c000-0000-7000-8000-000000000001';
const vintage = '2027-11' as Vintage;
const terminal = '0190d000-0000-7000-8000-000000000001' as TerminalId;
const staff = '0190e000-0000-7000-8000-000000000001' as StaffId;
const start = 1_763_700_000_000;
const card = cardNumberOf({ block: 1, serial: 1 });
const nextCard = cardNumberOf({ block: 1, serial: 2 });

const id = (n: number) => `0190b000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as EventId;
const rights = vintageAccount('rights', { member, vintage }, writer);
const plain = (kind: 'issued' | 'redeemed' | 'clawed' | 'supply' | 'stock' | 'handed' | 'consigned') => plainAccount(kind, writer);
const pt = (debit: Posting['debit'], credit: Posting['credit'], n: number): Posting => ({ unit: 'pt', debit, credit, n });
const sku = (debit: Posting['debit'], credit: Posting['credit'], n: number): Posting => ({ unit: `sku:${reward}`, debit, credit, n });

type Golden = {
  readonly type: BranchEventType;
  readonly body: Record<string, JsonValue>;
  readonly postings?: readonly Posting[];
  readonly private?: PrivatePart;
};

const receipt = { businessDate: '2025-11-21', receiptNo: 'E1-000007' };
const basket = {
  lines: [
    {
      kind: 'product',
      productId: reward,
      barcode: '6901234567892',
      name: '维生素C片',
      quantity: 2,
      unitPriceFen: 1500,
      lineFen: 3000,
      category: 'health',
      drugClass: 'health_food',
      earns: true,
    },
    { kind: 'amount', lineFen: 333, earns: true },
  ],
  tenders: [{ method: 'cash', amountFen: 3333 }],
};
const accrual = {
  ruleVersion: 1,
  tierId: 'vip',
  tierBp: 15_000,
  lines: [
    { eligibleFen: 3000, rateBp: 15_000, points: 45 },
    { eligibleFen: 333, rateBp: 15_000, points: 4 },
  ],
  points: 49,
  experience: 33,
};
const slice = (n: number) => [{ memberId: member, vintage, n }];

const order = {
  orderId: id(90),
  memberId: member,
  rewardId: reward,
  rewardName: '保温杯',
  quantity: 1,
  points: 30,
  cashFen: 0,
  slices: slice(30),
};

/** One event of every type that a branch writes, with every optional part used somewhere. */
const goldenEvents: readonly Golden[] = [
  { type: 'incarnation_opened', body: { reason: 'enrolled', previousIncarnation: null, app: '0.1.0' } },
  {
    type: 'member_registered',
    body: { memberId: member, cards: [card] },
    private: {
      salt: 'c2FsdA',
      data: { name: '𬭎小明', phone: '13800138000', idNumber: null, address: null, birthday: null, credentialHash: '$argon2id$x' },
    },
  },
  { type: 'member_updated', body: { memberId: member, fields: ['phone'] }, private: { salt: 'c2FsdDI', data: { phone: '13900139000' } } },
  { type: 'member_status_changed', body: { memberId: member, isActive: true } },
  { type: 'card_bound', body: { memberId: member, cardNumber: nextCard, replaces: card } },
  {
    type: 'sale_recorded',
    body: { memberId: member, alias: null, ...receipt, basket, accrual, vintage },
    postings: [
      pt(plain('issued'), rights, 49),
      { unit: 'xp', debit: plain('issued'), credit: memberAccount('experience', member, writer), n: 33 },
    ],
  },
  {
    type: 'sale_recorded',
    body: { memberId: null, alias: { kind: 'phone' }, ...receipt, basket, accrual, vintage },
    postings: [pt(plain('issued'), unclaimedAccount({ event: id(7), vintage }, writer), 49)],
    private: { salt: 'c2FsdDM', data: { phone: '13700137000' } },
  },
  { type: 'stock_opened', body: { rewardId: reward, quantity: 0 } },
  { type: 'stock_received', body: { rewardId: reward, quantity: 10 }, postings: [sku(plain('supply'), plain('stock'), 10)] },
  {
    type: 'reward_redeemed',
    body: {
      memberId: member,
      rewardId: reward,
      rewardName: '保温杯',
      quantity: 1,
      points: 30,
      cashFen: 0,
      tenders: [],
      slices: slice(30),
      ...receipt,
    },
    postings: [pt(rights, plain('redeemed'), 30), sku(plain('stock'), plain('handed'), 1)],
  },
  {
    type: 'redemption_refunded',
    body: { redemptionId: id(10), isVoid: true, ...receipt, quantity: 1, points: 30, slices: slice(30), tenders: [], reason: 'mistake' },
    postings: [pt(plain('redeemed'), rights, 30), sku(plain('handed'), plain('stock'), 1)],
  },
  {
    type: 'sale_refunded',
    body: {
      saleId: id(6),
      isVoid: false,
      ...receipt,
      lines: [{ line: 0, amountFen: 1500, pointsBack: 23 }],
      amountFen: 1500,
      pointsBack: 23,
      experienceBack: 15,
      clawed: slice(20),
      debt: 3,
      tenders: [{ method: 'cash', amountFen: 1500 }],
      reason: 'quality',
    },
    postings: [
      pt(rights, plain('clawed'), 20),
      pt(memberAccount('debt', member, writer), plain('clawed'), 3),
      { unit: 'xp', debit: memberAccount('experience', member, writer), credit: plain('clawed'), n: 15 },
    ],
  },
  { type: 'stock_counted', body: { rewardId: reward, counted: 9, difference: -1 }, postings: [sku(plain('stock'), plain('supply'), 1)] },
  {
    type: 'stock_adjusted',
    body: { rewardId: reward, difference: 2, reason: 'found' },
    postings: [sku(plain('supply'), plain('stock'), 2)],
  },
  {
    type: 'rights_returned',
    body: { reason: 'recall', slices: slice(29) },
    postings: [pt(rights, vintageAccount('returned', { member, vintage }, writer), 29)],
  },
  // Since version 2.
  { type: 'refund_released', body: { saleId: id(6), refunded: [{ line: 0, amountFen: 1500, pointsBack: 23 }] } },
  {
    type: 'stock_consigned',
    body: { rewardId: reward, difference: 3 },
    postings: [sku(plain('stock'), plain('consigned'), 3)],
  },
  { type: 'order_readied', body: order },
  { type: 'order_released', body: { orderId: id(90), reason: 'not_collected' } },
  { type: 'order_fulfilled', body: { ...order, tenders: [], ...receipt }, postings: [sku(plain('consigned'), plain('handed'), 1)] },
  { type: 'incarnation_closed', body: { reason: 'drained' } },
  // Since version 3.
  { type: 'staff_signed_in', body: { lastExchangeAt: start } },
  { type: 'shift_opened', body: { shiftNo: '0011-Z0001', businessDate: '2025-11-21', floatFen: 20_000 } },
  { type: 'cash_moved', body: { direction: 'out', shiftId: id(22), amountFen: 1500, reason: 'expense' } },
  { type: 'drawer_opened', body: { reason: 'change' } },
  { type: 'receipt_reprinted', body: { of: id(6) } },
  { type: 'override_given', body: { operation: 'void', command: id(11), approvedBy: staff, amountFen: 3333, memberId: member } },
  { type: 'pin_locked', body: { staffId: staff, failures: 10 } },
  { type: 'pin_unlocked', body: { staffId: staff } },
  {
    type: 'staff_pin_set',
    body: { staffId: staff, mustChange: true },
    private: { salt: 'c2FsdDQ', data: { credentialHash: '$argon2id$y' } },
  },
  {
    type: 'shift_closed',
    body: {
      shiftId: id(22),
      shiftNo: '0011-Z0001',
      businessDate: '2025-11-21',
      openedAt: start + 21_000,
      openedBy: staff,
      cash: { floatFen: 20_000, salesFen: 3333, refundsFen: 1500, paidInFen: 0, paidOutFen: 1500, expectedFen: 20_333 },
      tenders: [{ method: 'cash', salesFen: 3333, refundsFen: 1500 }],
      counts: {
        sales: 1,
        refunds: 1,
        voids: 0,
        redemptions: 1,
        redemptionRefunds: 1,
        offline: 1,
        drawerOpenings: 1,
        reprints: 1,
        overrides: 1,
      },
      points: { issued: 49, redeemed: 30, takenBack: 23, restored: 30 },
      countedFen: 20_330,
      differenceFen: -3,
      firstIncarnation: writer.incarnation,
      firstSeq: 22,
      lastSeq: 29,
      lastHash: 'a'.repeat(64),
    },
  },
];

function sealGolden(): readonly LoggedEvent[] {
  let head = { seq: 0, hash: GENESIS_HASH };
  return goldenEvents.map((golden, index) => {
    const at = (start + index * 1000) as UnixMs;
    const placement = {
      ...writer,
      at,
      hlc: encodeHlc(at, index === 3 ? 2 : 0),
      hqFloor: (start - 5000) as UnixMs,
      terminal,
      staff: index === 0 ? null : staff,
    };
    const draft = {
      id: id(index + 1),
      type: golden.type,
      typeVersion: 1,
      postings: golden.postings ?? [],
      body: golden.body,
      private: golden.private ?? null,
    };
    const event = sealEvent(draft, { head, placement }, sha256);
    head = { seq: event.envelope.seq, hash: event.envelope.hash };
    return event;
  });
}

/** The messages of the present protocol version, built by the present code. They must stay what the golden files say. */
export function goldenMessages(): {
  readonly request: ExchangeRequest;
  readonly responses: readonly ExchangeResponse[];
  readonly events: readonly LoggedEvent[];
} {
  const events = sealGolden();
  const head = { seq: events.length, hash: events.at(-1)?.envelope.hash ?? GENESIS_HASH };
  const ack = { historyEpoch: epoch, ackSeq: head.seq, ackHash: head.hash, serverTime: (start + 60_000) as UnixMs };
  const types = Object.fromEntries(Object.keys(BRANCH_BODIES).map((type) => [type, 1]));
  return {
    events,
    request: {
      protocol: PROTOCOL_VERSION,
      historyEpoch: epoch,
      join: { challenge: 'Y2hhbGxlbmdl' },
      batch: packBatch(writer, { seq: 0, hash: GENESIS_HASH }, events),
      head,
      granted: [{ memberId: member, vintage, granted: 120 as never }],
      wants: [{ memberId: member, n: 40 }],
      cursor: 17,
      feedLimit: 500,
      app: '0.1.0',
      types,
      recovery: packBatch({ ...writer, incarnation: earlier }, { seq: 0, hash: GENESIS_HASH }, []),
      asks: [{ receipt: 'W1-000009' }],
      taken: [{ saleId: id(1), transfer: 2 }],
      requestNo: 9,
      runs: [
        { run: 'cnVuLW9mLTQ', from: 4 },
        { run: 'cnVuLW9mLTk', from: 9 },
      ],
    },
    responses: [
      {
        kind: 'applied',
        ...ack,
        safeSeq: head.seq,
        dispositions: [{ seq: 5, id: id(5), disposition: 'applied_with_exception', code: 'card_conflict' }],
        granted: [{ memberId: member, vintage, granted: 160 as never }],
        recalls: [{ memberId: member, n: null }],
        unmet: [{ memberId: member, shortBy: 10, heldBy: ['golden-west' as BranchId] }],
        feed: [
          { gseq: 18, topic: 'product', key: reward, data: null },
          { gseq: 19, topic: 'something_new', key: '1', data: { later: true } },
        ],
        cursor: 19,
        hasMore: false,
        batchEvents: 200,
        recovery: { incarnation: earlier, seq: 0, hash: GENESIS_HASH },
        releases: [{ saleId: id(2) }],
        receipts: [
          {
            saleId: id(1),
            transfer: 2,
            branch: 'golden-west' as BranchId,
            at: start as UnixMs,
            memberId: member,
            businessDate: '2025-11-21' as never,
            receiptNo: 'W1-000009',
            basket: {
              lines: [{ kind: 'amount', lineFen: 500 as never, earns: true }],
              tenders: [{ method: 'cash', amountFen: 500 as never }],
            },
            accrual: null,
            vintage,
            refunded: [{ line: 0, amountFen: 100 as never, pointsBack: 1 as never }],
          },
        ],
        asked: [{ receipt: 'W1-000009', state: 'granted' }],
        isDraining: true,
        isCursorGone: false,
        feedHead: 0,
      },
      { kind: 'rewind', ...ack },
      { kind: 'challenge', challenge: 'Y2hhbGxlbmdl', historyEpoch: epoch, serverTime: ack.serverTime },
      { kind: 'refused', ...ack, code: 'forked' },
    ],
  };
}
