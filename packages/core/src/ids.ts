import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';

export type MemberId = Brand<string, 'MemberId'>;
export type EventId = Brand<string, 'EventId'>;
export type StaffId = Brand<string, 'StaffId'>;
export type TerminalId = Brand<string, 'TerminalId'>;
export type ProductId = Brand<string, 'ProductId'>;
export type RewardId = Brand<string, 'RewardId'>;
/** Short lower-case name of a branch, part of account names; `hq` is HQ's own log. */
export type BranchId = Brand<string, 'BranchId'>;
/** 64 random bits as 16 hex digits: one continuous life of a branch's database. HQ's is its history epoch. */
export type Incarnation = Brand<string, 'Incarnation'>;

export type IdProblem = { readonly code: 'malformed_id'; readonly field: string };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const branchPattern = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const incarnationPattern = /^[0-9a-f]{16}$/;

export const HQ_BRANCH = 'hq' as BranchId;

function parseWith<T extends string>(pattern: RegExp, field: string) {
  return (text: string): Result<T, IdProblem> => (pattern.test(text) ? ok(text as T) : err({ code: 'malformed_id', field }));
}

export const parseMemberId = parseWith<MemberId>(uuidPattern, 'memberId');
export const parseEventId = parseWith<EventId>(uuidPattern, 'eventId');
export const parseStaffId = parseWith<StaffId>(uuidPattern, 'staffId');
export const parseTerminalId = parseWith<TerminalId>(uuidPattern, 'terminalId');
export const parseProductId = parseWith<ProductId>(uuidPattern, 'productId');
export const parseRewardId = parseWith<RewardId>(uuidPattern, 'rewardId');
export const parseBranchId = parseWith<BranchId>(branchPattern, 'branchId');
export const parseIncarnation = parseWith<Incarnation>(incarnationPattern, 'incarnation');
