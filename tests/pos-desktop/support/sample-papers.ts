import { fen, type Fen, type UnixMs, unixMs } from '@jifen/core';
import { eventPaper } from '../../../apps/pos-desktop/src/paper/event-paper.ts';
import type { EventFacts, PaperMember, PaperOrigin, PaperShop, ShiftFacts } from '../../../apps/pos-desktop/src/paper/paper-facts.ts';
import type { Paper, PaperColumns, PaperLanguage } from '../../../apps/pos-desktop/src/paper/paper.ts';
import { xPaper } from '../../../apps/pos-desktop/src/paper/shift-paper.ts';
import { testPaper } from '../../../apps/pos-desktop/src/paper/test-paper.ts';

/** A chess board of 16 × 8 dots. */
const LOGO = {
  widthDots: 16,
  heightDots: 8,
  bits: Buffer.from(Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 0xaa : 0x55))).toString('base64'),
};
const NOON = unixMs(Date.UTC(2026, 6, 31, 4));
export const SALE_ID = '0190d000-0000-7000-8000-000000000042';

function sampleShop(columns: PaperColumns, language: PaperLanguage): PaperShop {
  return {
    branch: 'east' as never,
    name: '东门大药房',
    address: '东城区东门大街 1 号',
    phone: '010-12345678',
    note: '药品一经售出，非质量问题不予退换。谢谢惠顾！',
    logo: LOGO,
    utcOffsetMinutes: 480,
    columns,
    language,
  };
}

const SAMPLE_ORIGIN: PaperOrigin = {
  eventId: SALE_ID,
  number: '9F3A-260731-0042',
  at: NOON,
  cashier: '小陈',
  terminal: '收银台一',
  seq: 1234,
  hash: '0123456789abcdef'.repeat(4),
  isOffline: false,
  copy: null,
  mayBeCopy: false,
};

const cash = (amountFen: number) => ({ method: 'cash' as const, amountFen: fen(amountFen) });

const MEMBER: PaperMember = { name: '𬭎*', card: '0014', isUnclaimed: false, before: 1200, change: 75, debt: 0, after: 1275 };

const capsules = (quantity: number, unitPriceFen: number) => ({
  name: '阿莫西林胶囊 0.25g*24粒 广州白云山制药总厂（铝塑板）',
  count: { quantity, unitPriceFen: fen(unitPriceFen) },
  amountFen: fen(quantity * unitPriceFen),
});

const SAMPLE_FACTS: Readonly<Record<Exclude<EventFacts['kind'], 'shift_z'>, EventFacts>> = {
  sale: {
    kind: 'sale',
    lines: [
      capsules(2, 1250),
      { name: 'Vitamin C 100mg', count: { quantity: 1, unitPriceFen: fen(2500) }, amountFen: fen(2500) },
      { name: null, count: null, amountFen: fen(123_456) },
    ],
    totalFen: fen(128_456),
    tenders: [{ method: 'medical_insurance', amountFen: fen(28_456) }, cash(100_000)],
    cashReceivedFen: fen(100_100),
    member: MEMBER,
    reason: { tier: 'VIP 会员', ruleVersion: 3, eligibleFen: fen(5000), rateBps: [15_000, 30_000] },
  },
  refund: {
    kind: 'refund',
    ofNumber: '9F3A-260730-0007',
    lines: [{ ...capsules(1, 1250), count: null }],
    amountFen: fen(1250),
    tenders: [cash(1250)],
    member: { ...MEMBER, before: 10, change: -18, debt: 8, after: 0 },
  },
  void: {
    kind: 'void',
    ofNumber: '9F3A-260731-0041',
    lines: [{ name: null, count: null, amountFen: fen(990) }],
    amountFen: fen(990),
    tenders: [{ method: 'wechat', amountFen: fen(990) }],
    member: null,
  },
  redemption: {
    kind: 'redemption',
    ofNumber: null,
    reward: '不锈钢保温水壶 1.5L',
    quantity: 1,
    points: 200,
    cashFen: fen(1500),
    tenders: [cash(1500)],
    member: { ...MEMBER, change: -200, after: 1000 },
  },
  redemption_refund: {
    kind: 'redemption_refund',
    ofNumber: '9F3A-260731-0040',
    reward: '杯子',
    quantity: 1,
    points: 100,
    cashFen: fen(0),
    tenders: [],
    member: { ...MEMBER, change: 100, after: 1300 },
  },
  redemption_void: {
    kind: 'redemption_void',
    ofNumber: '9F3A-260731-0040',
    reward: '水壶',
    quantity: 1,
    points: 200,
    cashFen: fen(1500),
    tenders: [cash(1500)],
    member: { ...MEMBER, change: 200, after: 1400 },
  },
  order: {
    kind: 'order',
    ofNumber: null,
    reward: '杯子',
    quantity: 2,
    points: 200,
    cashFen: fen(0),
    tenders: [],
    member: { ...MEMBER, before: null, change: -200, after: null },
  },
};

const SHIFT: ShiftFacts = {
  shiftNo: '9F3A-Z0042',
  businessDate: '2026-07-31',
  openedAt: unixMs(NOON - 14_400_000),
  openedBy: '小陈',
  at: NOON,
  by: '王店长',
  cash: { floatFen: 50_000, salesFen: 123_456, refundsFen: 1250, paidInFen: 0, paidOutFen: 20_000, expectedFen: 152_206 },
  tenders: [
    { method: 'cash', salesFen: 123_456, refundsFen: 1250 },
    { method: 'wechat', salesFen: 99_999_999, refundsFen: 0 },
  ],
  counts: {
    sales: 42,
    refunds: 1,
    voids: 1,
    redemptions: 3,
    redemptionRefunds: 0,
    offline: 5,
    drawerOpenings: 1,
    reprints: 1,
    overrides: 2,
  },
  points: { issued: 1850, redeemed: 500, takenBack: 18, restored: 0 },
};

const Z: EventFacts = {
  kind: 'shift_z',
  ...SHIFT,
  countedFen: 152_000,
  differenceFen: -206,
  firstSeq: 1100,
  lastSeq: 1233,
  lastHash: 'fedcba9876543210'.repeat(4),
};

/** Every paper that a till prints, by name. */
export function samplePapers(columns: PaperColumns, language: PaperLanguage): Readonly<Record<string, Paper>> {
  const shop = sampleShop(columns, language);
  const paper = (facts: EventFacts, origin: Partial<PaperOrigin> = {}) =>
    eventPaper({ shop, origin: { ...SAMPLE_ORIGIN, ...origin }, facts });
  const events = Object.entries({ ...SAMPLE_FACTS, shift_z: Z }).map(([name, facts]) => [name, paper(facts)] as const);
  const blind = { ...SHIFT, cash: { ...SHIFT.cash, salesFen: null, refundsFen: null, expectedFen: null } };
  return {
    ...Object.fromEntries(events),
    sale_offline: paper(
      { ...SAMPLE_FACTS.sale, member: { ...MEMBER, name: null, isUnclaimed: true, before: null, after: null } } as EventFacts,
      { isOffline: true },
    ),
    sale_copy: paper(SAMPLE_FACTS.void, { copy: { no: 2, at: (NOON + 60_000) as UnixMs }, mayBeCopy: true }),
    shift_x: xPaper(shop, { kind: 'shift_x', ...SHIFT }),
    shift_x_blind: xPaper(shop, { kind: 'shift_x', ...blind }),
    test: testPaper(shop, { at: NOON, terminal: '收银台一' }),
  };
}

/** A basket as long as they come. */
export function longSale(columns: PaperColumns, count: number): Paper {
  const lines = Array.from({ length: count }, (_, i) => capsules(i + 1, 1250));
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0) as Fen;
  const facts = { ...SAMPLE_FACTS.sale, lines, totalFen, tenders: [cash(totalFen)] } as EventFacts;
  return eventPaper({ shop: sampleShop(columns, 'zh-CN'), origin: SAMPLE_ORIGIN, facts });
}

/** One paper in which every text is `text`. */
export function paperWith(text: string, columns: PaperColumns): Paper {
  const shop = { ...sampleShop(columns, 'zh-CN'), name: text, address: text, phone: text, note: text };
  const line = { name: text, count: { quantity: 1, unitPriceFen: fen(1) }, amountFen: fen(1) };
  const sale = SAMPLE_FACTS.sale as Extract<EventFacts, { kind: 'sale' }>;
  const facts = {
    ...sale,
    lines: [line],
    member: { ...MEMBER, name: text },
    reason: { tier: text, ruleVersion: 1, eligibleFen: fen(1), rateBps: [10_000] },
  };
  return eventPaper({ shop, origin: { ...SAMPLE_ORIGIN, cashier: text, terminal: text }, facts });
}
