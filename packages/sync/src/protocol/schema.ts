import {
  type BasisPoints,
  type BranchId,
  type BusinessDate,
  type CardNumber,
  DRUG_CLASSES,
  type EventId,
  type Experience,
  type Fen,
  type Incarnation,
  MAX_AMOUNT_FEN,
  type MemberId,
  parseBranchId,
  parseCardNumber,
  parseEventId,
  parseIncarnation,
  parseMemberId,
  parseProductId,
  parseRewardId,
  parseStaffId,
  parseTerminalId,
  parseTierId,
  parseVintage,
  type Points,
  type ProductId,
  type Result,
  type RewardId,
  type StaffId,
  TENDER_METHODS,
  type TerminalId,
  type TierId,
  type UnixMs,
  type Vintage,
} from '@jifen/core';
import { z } from 'zod';
import { MAX_COUNT } from '../ledger/posting.ts';
import type { Hash } from '../log/envelope.ts';
import { type Hlc, isHlc } from '../log/hlc.ts';

/** The words of the wire: each schema lets only a checked value through, as its branded type. */
function text<T extends string>(parse: (text: string) => Result<T, { readonly code: string }>): z.ZodCustom<T, T> {
  return z.custom<T>((value) => typeof value === 'string' && parse(value).ok);
}

function integer<T extends number>(least: number, most = MAX_COUNT): z.ZodCustom<T, T> {
  return z.custom<T>((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most);
}

export const memberIdSchema = text<MemberId>(parseMemberId);
export const eventIdSchema = text<EventId>(parseEventId);
export const staffIdSchema = text<StaffId>(parseStaffId);
export const terminalIdSchema = text<TerminalId>(parseTerminalId);
export const productIdSchema = text<ProductId>(parseProductId);
export const rewardIdSchema = text<RewardId>(parseRewardId);
export const branchIdSchema = text<BranchId>(parseBranchId);
export const incarnationSchema = text<Incarnation>(parseIncarnation);
export const tierIdSchema = text<TierId>(parseTierId);
export const vintageSchema = text<Vintage>(parseVintage);
export const cardNumberSchema = text<CardNumber>(parseCardNumber);

export const hashSchema = z.custom<Hash>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
export const hlcSchema = z.custom<Hlc>((value) => typeof value === 'string' && isHlc(value));
/** Any whole millisecond count that a damaged clock may show: facts with an odd time are booked, not refused. */
export const unixMsSchema = integer<UnixMs>(0, Number.MAX_SAFE_INTEGER);
export const businessDateSchema = z.custom<BusinessDate>((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));

export const countSchema = integer<number>(0);
export const positiveSchema = integer<number>(1);
/** How much of a unit is right is for `parsePostings` to say: one that may not be is an exception, not a malformed batch. */
export const postedSchema = integer<number>(1, Number.MAX_SAFE_INTEGER);
export const signedSchema = integer<number>(-MAX_COUNT);
export const pointsSchema = integer<Points>(0);
export const experienceSchema = integer<Experience>(0);
/** A sum over sales. */
export const fenSchema = integer<Fen>(0);
/** A part of one bill. */
export const amountSchema = integer<Fen>(0, MAX_AMOUNT_FEN);
export const basisPointsSchema = integer<BasisPoints>(0);

export const drugClassSchema = z.enum(DRUG_CLASSES);
export const tenderMethodSchema = z.enum(TENDER_METHODS);
export const tenderSchema = z.object({ method: tenderMethodSchema, amountFen: amountSchema }).readonly();
