import { cardNumberOf } from '@jifen/core';

/** A page of the feed with a row of every topic, as HQ of each version writes it, and the messages of an enrolment. */
const member = '0190a000-0000-7000-8000-000000000001';
const other = '0190a000-0000-7000-8000-000000000002';
const reward = '0190c000-0000-7000-8000-000000000001';
const staff = '0190e000-0000-7000-8000-000000000001';
const at = 1_763_700_000_000;
const own = { rights: 20, debt: 0, experience: 65, purchases: 1, spendFen: 6500 };
const totals = { points: 120, debt: 3, experience: 865, purchases: 4, spendFen: 86_500, lastPurchaseAt: at };

const order = {
  orderId: '0190b000-0000-7000-8000-000000000090',
  memberId: member,
  rewardId: reward,
  rewardName: '杯子',
  quantity: 1,
  points: 30,
  cashFen: 0,
  slices: [{ memberId: member, vintage: '2027-11', n: 30 }],
  state: 'reserved',
  isCancelWanted: false,
  createdAt: at,
};

function rowsOfVersion1(): readonly (readonly [string, string, object | null])[] {
  const ladder = [
    { id: 'regular', name: '普通会员', fromExperience: 0, rateBp: 10_000 },
    { id: 'vip', name: 'VIP 会员', fromExperience: 1000, rateBp: 15_000 },
  ];
  const masks = { phoneMasked: '138****0001', idNumberMasked: null, phoneIndex: 'aGFzaA', idNumberIndex: null };
  return [
    [
      'branch',
      'golden-east',
      {
        id: 'golden-east',
        name: '东门店',
        address: '东门大街 1 号',
        contact: '010-1',
        openingHours: '08:00-22:00',
        promotions: '',
        utcOffsetMinutes: 480,
      },
    ],
    [
      'rule',
      '1',
      {
        version: 1,
        effectiveFrom: 0,
        ladder,
        campaigns: [{ name: '口罩双倍', category: '器械', rateBp: 20_000 }],
        excludedTenders: ['medical_insurance'],
        expiryMonths: 24,
      },
    ],
    [
      'product',
      reward,
      {
        id: reward,
        barcode: '6901234567892',
        name: '口罩',
        priceFen: 990,
        category: '器械',
        drugClass: 'device',
        earns: true,
        isActive: true,
      },
    ],
    [
      'reward',
      reward,
      { id: reward, name: '杯子', category: '家居', drugClass: 'general', points: 30, cashFen: 0, pictureUrl: null, isActive: true },
    ],
    ['staff', staff, { id: staff, name: '小陈', role: 'cashier', pinHash: null, isActive: true }],
    [
      'member',
      member,
      {
        memberId: member,
        name: '安*',
        isFull: false,
        phone: null,
        idNumber: null,
        address: null,
        birthday: null,
        ...masks,
        cards: [{ cardNumber: cardNumberOf({ block: 1, serial: 1 }), isActive: true }],
        isActive: true,
        joinedAt: at,
        homeBranch: 'golden-west',
        hlc: '019aa4a5c000-0000',
      },
    ],
    ['summary', member, { memberId: member, ...totals, own }],
    ['link', other, { memberId: other, into: member }],
    ['product', '0190c000-0000-7000-8000-000000000009', null],
  ];
}

export type GoldenVersion = 1 | 2 | 3;

/** What version 3 writes into the rows of these topics besides. */
const ADDED_IN_3: Readonly<Record<string, object>> = {
  branch: { receiptNote: '凭小票七日内退换', logo: { widthDots: 8, heightDots: 2, bits: '//8=' } },
  staff: { mustChangePin: true },
  setting: { refundLimitFen: 20_000, idleLockMinutes: 3 },
};
const notice = { id: '0190f000-0000-7000-8000-000000000001', title: '盘点', text: '周五晚盘点', publishedAt: at, until: null };

export function goldenFeed(version: GoldenVersion): unknown {
  const rows =
    version === 3
      ? [
          ...rowsOf(2).map(([topic, key, data]) => [topic, key, data === null ? null : { ...data, ...ADDED_IN_3[topic] }] as const),
          ['notice', notice.id, notice] as const,
        ]
      : rowsOf(version);
  return rows.map(([topic, key, data], i) => ({ gseq: i + 1, topic, key, data }));
}

function rowsOf(version: 1 | 2): readonly (readonly [string, string, object | null])[] {
  const first = rowsOfVersion1();
  const places = [
    { branch: null, n: 60, isFrozen: false },
    { branch: 'golden-west', n: 40, isFrozen: true },
  ];
  return version === 1
    ? first
    : [
        ...first.map(([topic, key, data]) => [topic, key, topic === 'summary' ? { ...data, places } : data] as const),
        ['setting', 'chain', { returnAtClose: true, leaseDays: 30 }] as const,
        ['order', order.orderId, order] as const,
      ];
}

/** Both versions enrol alike. */
export function goldenEnrolment(): { readonly request: object; readonly response: object } {
  return {
    request: {
      code: 'GOLDEN-CODE-1',
      publicKey: 'A'.repeat(43),
      proof: 'B'.repeat(86),
      hqUrl: 'https://hq.example',
      terminalName: '收银台一',
      app: '0.1.0',
    },
    response: {
      terminal: '0190d000-0000-7000-8000-000000000001',
      branch: 'golden-east',
      branchName: '东门店',
      hqPublicKey: 'C'.repeat(43),
      indexKey: 'D'.repeat(43),
      cardBlock: 17,
      historyEpoch: 'aabbccddeeff0011',
      serverTime: at,
    },
  };
}
