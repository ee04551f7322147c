import {
  DEFAULT_LADDER,
  basisPoints,
  fen,
  parseBranchId,
  parseIncarnation,
  parseMemberId,
  parseProductId,
  parseRewardId,
  parseVintage,
  points,
  unixMs,
  type AmountLine,
  type Basket,
  type EventPlace,
  type MemberId,
  type PointsSlice,
  type Problem,
  type ProductLine,
  type Result,
  type Reward,
  type Rule,
  type SaleLine,
  type Tender,
  type TenderMethod,
} from '@jifen/core';

/** The value of a result that the test expects to be ok. */
export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`expected ok, got ${result.error.code}`);
  return result.value;
}

/** The problem's code, or `ok`. */
export function codeOf(result: Result<unknown, Problem>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** A UUIDv7-shaped text that ends in `n`. */
export function uuid(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function memberId(n: number): MemberId {
  return valueOf(parseMemberId(uuid(n)));
}

export function amountLine(lineFen: number, change: Partial<AmountLine> = {}): AmountLine {
  return { kind: 'amount', lineFen: fen(lineFen), earns: true, ...change };
}

export function productLine(lineFen: number, change: Partial<ProductLine> = {}): ProductLine {
  return {
    kind: 'product',
    productId: valueOf(parseProductId(uuid(1))),
    barcode: '6901234567892',
    name: '维生素C',
    quantity: 1,
    unitPriceFen: fen(lineFen),
    lineFen: fen(lineFen),
    category: 'vitamin',
    drugClass: 'health_food',
    earns: true,
    ...change,
  };
}

export function tender(method: TenderMethod, amountFen: number): Tender {
  return { method, amountFen: fen(amountFen) };
}

/** A basket paid in cash unless tenders are given. */
export function basketOf(lines: readonly SaleLine[], tenders?: readonly Tender[]): Basket {
  const totalFen = lines.reduce((sum, line) => sum + line.lineFen, 0);
  return { lines, tenders: tenders ?? [tender('cash', totalFen)] };
}

export function makeRule(change: Partial<Rule> = {}): Rule {
  return {
    version: 1,
    effectiveFrom: unixMs(0),
    ladder: DEFAULT_LADDER,
    campaigns: [],
    excludedTenders: [],
    expiryMonths: 24,
    ...change,
  };
}

export function makeReward(change: Partial<Reward> = {}): Reward {
  return {
    id: valueOf(parseRewardId(uuid(9))),
    name: '保温杯',
    category: 'home',
    drugClass: 'general',
    points: points(500),
    cashFen: fen(0),
    pictureUrl: null,
    isActive: true,
    ...change,
  };
}

export function slice(member: number, vintage: string, n: number): PointsSlice {
  return { memberId: memberId(member), vintage: valueOf(parseVintage(vintage)), n: points(n) };
}

export function placeAt(settleAt: number, branch = 'b1', seq = 1): EventPlace {
  return {
    settleAt: unixMs(settleAt),
    branch: valueOf(parseBranchId(branch)),
    incarnation: valueOf(parseIncarnation('0000000000000001')),
    seq,
  };
}

export const bp = basisPoints;
