export { canonicalJson, isCanonicalValue, type JsonValue } from './log/canonical-json.ts';
export { checkChain, checkLink, type ChainProblem, type EventPlacement, isSameFact, type LogHead, sealEvent } from './log/chain.ts';
export {
  ENVELOPE_VERSION,
  type Envelope,
  type EventDraft,
  GENESIS_HASH,
  type Hash,
  type LoggedEvent,
  type PrivatePart,
  type Sha256,
} from './log/envelope.ts';
export { encodeHlc, type Hlc, hlcMs, isHlc, laterHlc, tickHlc, ZERO_HLC } from './log/hlc.ts';
export {
  type Account,
  type AccountKind,
  memberAccount,
  type ParsedAccount,
  parseAccount,
  plainAccount,
  poolAccount,
  reservedAccount,
  unclaimedAccount,
  vintageAccount,
  type Writer,
} from './ledger/account.ts';
export {
  type Flow,
  type ParsedPosting,
  parsePostings,
  type Posting,
  type PostingProblem,
  skuUnit,
  type Unit,
  unitKindOf,
} from './ledger/posting.ts';
export {
  mergeRights,
  NO_RIGHTS,
  rawRightsOf,
  type RightsChange,
  rightsChangeOf,
  type RightsCounters,
  type RightsKey,
  rightsOf,
  type RightsRow,
  stepRights,
} from './ledger/rights.ts';
export {
  BRANCH_BODIES,
  type BodyReading,
  type BranchBody,
  type BranchEventType,
  KNOWN_BRANCH_TYPES,
  type KnownBranchEvent,
  PROFILE_FIELDS,
  type ProfileField,
  type ProfilePart,
  profilePartSchema,
  readBranchBody,
} from './event/branch-event.ts';
export { HQ_BODIES, type HqBody, type HqEventType } from './event/hq-event.ts';
export { type OrderContent, RELEASE_REASONS } from './event/order-body.ts';
export { REFUND_REASONS, type Slice, sliceSchema } from './event/sale-body.ts';
export {
  CASH_IN_REASONS,
  CASH_OUT_REASONS,
  DRAWER_REASONS,
  OVERRIDE_OPERATIONS,
  type OverrideOperation,
  type ShiftTotals,
  shiftTotalsSchema,
} from './event/shift-body.ts';
export { addToShift, differencesOf, isShiftFact, NO_SHIFT_TOTALS, SHIFT_TYPES, type ShiftFact } from './shift/shift-totals.ts';
export {
  type AppliedResponse,
  type Ask,
  type AskState,
  BATCH_BYTES,
  BATCH_EVENTS,
  type Disposition,
  ENROL_PATH,
  EXCHANGE_PATH,
  type EnrolRequest,
  enrolRequestSchema,
  type EnrolResponse,
  enrolResponseSchema,
  type ExchangeRequest,
  exchangeRequestSchema,
  type ExchangeResponse,
  exchangeResponseSchema,
  type Grant,
  MAX_BODY_BYTES,
  MAX_EVENT_BYTES,
  MAX_REPORTED_GRANTS,
  MAX_TOLD_RECEIPTS,
  MAX_TOLD_RUNS,
  POKE_PATH,
  type Recall,
  type RequestRun,
  SIGNATURE_WINDOW_MS,
  type Want,
} from './protocol/exchange.ts';
export {
  FEED_TOPICS,
  type FeedData,
  type FeedRow,
  feedRowSchema,
  type Logo,
  logoSchema,
  type FeedTopic,
  isFeedTopic,
  type KnownFeedRow,
  ORDER_STATES,
  type OrderState,
  readFeedRow,
  STAFF_ROLES,
} from './protocol/feed.ts';
export {
  contentDigestOf,
  parseSignatureHeaders,
  signatureBaseOf,
  signatureHeaderOf,
  signatureInputOf,
  type SignatureParameters,
  type SignatureProblem,
  type SignedParts,
} from './protocol/signature.ts';
export { hashSchema, incarnationSchema } from './protocol/schema.ts';
export type { Receipt, TakenReceipt } from './protocol/receipt.ts';
export { lowerProtocol, requestIn, responseIn, type SpokenVersions } from './protocol/speak.ts';
export { type EnrolText, formatEnrolText, hqKeyOf, parseEnrolText } from './protocol/enrol-text.ts';
export { MIN_PROTOCOL_VERSION, PROTOCOL_VERSION } from './protocol/version.ts';
export { packBatch, type UnpackProblem, unpackBatch, type WireBatch, type WireEvent } from './protocol/wire.ts';
export { nextBatchSize, retryDelayMs } from './exchange/backoff.ts';
export {
  type AdmissionDecision,
  type BatchDecision,
  decideAdmission,
  decideBatch,
  type IncarnationState,
  isOfAnother,
  type KnownIncarnation,
} from './exchange/receive-batch.ts';
export type { Awaitable, LogStore, RightsStore } from './exchange/store.ts';
export { type AnswerDecision, decideAnswer, newerGrants, NEW_PEER, type PeerState } from './exchange/take-answer.ts';
export { decideGrant, type GrantProblem, type GrantTaker } from './grant/decide-grant.ts';
export { type GrantContent, MAX_SIGNED_GRANTS } from './grant/grant-content.ts';
export {
  type GrantTextProblem,
  MAX_GRANT_TEXT,
  readGrantText,
  type SignGrant,
  type VerifyGrant,
  writeGrantText,
} from './grant/grant-text.ts';
