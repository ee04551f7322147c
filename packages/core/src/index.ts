export { assert, must, unreachable } from './assert.ts';
export type { Brand } from './brand.ts';
export {
  HQ_BRANCH,
  parseBranchId,
  parseEventId,
  parseIncarnation,
  parseMemberId,
  parseProductId,
  parseRewardId,
  parseStaffId,
  parseTerminalId,
  type BranchId,
  type EventId,
  type IdProblem,
  type Incarnation,
  type MemberId,
  type ProductId,
  type RewardId,
  type StaffId,
  type TerminalId,
} from './ids.ts';
export {
  MAX_AMOUNT_FEN,
  PAR_BP,
  ZERO_FEN,
  addFen,
  basisPoints,
  fen,
  formatYuan,
  multiplyDivideFloor,
  multiplyFenFloor,
  parseFen,
  parseYuan,
  subtractFen,
  type AmountProblem,
  type BasisPoints,
  type Fen,
} from './money.ts';
export {
  ZERO_EXPERIENCE,
  ZERO_POINTS,
  addPoints,
  experience,
  points,
  pointsDelta,
  subtractPoints,
  subtractPointsToZero,
  type Experience,
  type Points,
  type PointsDelta,
} from './points.ts';
export { type Reward } from './redemption/reward.ts';
export { err, ok, type Err, type Ok, type Problem, type Result } from './result.ts';
export { type Campaign, type Rule } from './rule/rule.ts';
export { type Tier, type TierId, type TierLadder } from './rule/tier.ts';
export { DRUG_CLASSES, type DrugClass, type Product } from './sale/product.ts';
export {
  TENDER_METHODS,
  type Accrual,
  type AmountLine,
  type Basket,
  type LineAccrual,
  type ProductLine,
  type SaleLine,
  type Tender,
  type TenderMethod,
} from './sale/sale.ts';
export {
  DAY_MS,
  EARLIEST_AT,
  LATEST_AT,
  businessDateOf,
  earliestOf,
  latestOf,
  parseUnixMs,
  unixMs,
  type BusinessDate,
  type UnixMs,
} from './time.ts';
export { type Vintage } from './vintage.ts';
