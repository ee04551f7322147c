export { assert, must, unreachable } from './assert.ts';
export { availableOf, usableOf, type PointsSlice } from './balance.ts';
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
  CARDS_PER_BLOCK,
  cardNumberOf,
  checkDigitOf,
  maskCardNumber,
  parseCardNumber,
  type CardBlock,
  type CardNumber,
  type CardProblem,
} from './member/card-number.ts';
export { parseAddress } from './member/address.ts';
export { parseBirthday, type BirthdayProblem } from './member/birthday.ts';
export { birthDateOf, maskIdNumber, parseIdNumber, type IdNumber, type IdNumberProblem } from './member/id-number.ts';
export { parseLookup, type Lookup } from './member/lookup.ts';
export { type Member } from './member/member.ts';
export { maskName, parseName, type MemberName, type NameProblem } from './member/name.ts';
export { checkPassword, type KnownTexts, type PasswordProblem } from './member/password.ts';
export { maskPhone, parsePhone, type PhoneNumber, type PhoneProblem } from './member/phone.ts';
export {
  MAX_AMOUNT_FEN,
  PAR_BP,
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
export {
  MAX_REDEMPTION_QUANTITY,
  decideRedemption,
  type Redemption,
  type RedemptionInput,
  type RedemptionProblem,
} from './redemption/redeem.ts';
export {
  decideRedemptionRefund,
  type RedemptionRefund,
  type RedemptionRefundInput,
  type RedemptionRefundProblem,
} from './redemption/refund-redemption.ts';
export { checkReward, type NotAllowedProblem, type Reward, type RewardProblem } from './redemption/reward.ts';
export { spendOldestFirst, takeSlices, type SpendProblem } from './redemption/spend.ts';
export { decideStockChange, type StockChange, type StockChangeInput, type StockDecision, type StockProblem } from './redemption/stock.ts';
export { err, ok, type Err, type Ok, type Problem, type Result } from './result.ts';
export {
  MAX_EXPIRY_MONTHS,
  campaignBpOf,
  checkRule,
  lineRateBp,
  ruleAt,
  type Campaign,
  type Rule,
  type RuleContext,
  type RuleProblem,
} from './rule/rule.ts';
export {
  DEFAULT_LADDER,
  checkLadder,
  parseTierId,
  tierOf,
  type LadderProblem,
  type Tier,
  type TierId,
  type TierLadder,
} from './rule/tier.ts';
export {
  accrualBasesOf,
  accrue,
  accrueBases,
  experienceOf,
  type AccrualBase,
  type AccrualBasesInput,
  type AccrualInput,
} from './sale/accrue.ts';
export { allocateByLargestRemainder, divideByLargestRemainder } from './sale/allocate.ts';
export { MAX_QUANTITY, checkBasket, totalFenOf, type BasketProblem } from './sale/basket.ts';
export { DRUG_CLASSES, mayBeGivenAway, type DrugClass, type Product } from './sale/product.ts';
export {
  decideRefund,
  refundLines,
  refundRest,
  remainingExperienceOf,
  remainingPointsOf,
  remainingPointsOfLine,
  type RefundDecision,
  type RefundInput,
  type RefundPart,
  type RefundProblem,
  type RefundableLine,
} from './sale/refund.ts';
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
export { checkTenders, type TenderProblem } from './sale/tender.ts';
export { compareEventPlaces, settleAtOf, type EventPlace, type SettleAtInput } from './settlement/settle-at.ts';
export {
  experienceAt,
  experienceChangesOf,
  settleFrom,
  settleMember,
  settleSale,
  type ExperienceChange,
  type Receipt,
  type SaleRefund,
  type SaleSettlement,
  type SettleFromInput,
  type SettleSaleInput,
  type SettlementSale,
} from './settlement/timeline.ts';
export { checkPin, type PinProblem } from './staff/pin.ts';
export {
  DAY_MS,
  EARLIEST_AT,
  LATEST_AT,
  businessDateOf,
  earliestOf,
  isCalendarDay,
  latestOf,
  monthOf,
  parseUnixMs,
  unixMs,
  type BusinessDate,
  type UnixMs,
} from './time.ts';
export {
  NEVER,
  VINTAGE_REACH_MS,
  compareVintages,
  expiresAtOf,
  parseVintage,
  vintageOf,
  type Vintage,
  type VintageInput,
  type VintageProblem,
} from './vintage.ts';
