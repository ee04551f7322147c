import { z } from '@hono/zod-openapi';
import {
  DRUG_CLASSES,
  LATEST_AT,
  type Problem,
  parseBranchId,
  parseEventId,
  parseIncarnation,
  parseMemberId,
  parseProductId,
  parseRewardId,
  parseStaffId,
  parseTerminalId,
  parseTierId,
  type Result,
  TENDER_METHODS,
} from '@jifen/core';

/** The words of the API's JSON, each checked and branded by its parser in core. */
function wordOf<T extends string>(
  parse: (text: string) => Result<T, Problem>,
  openapi: { readonly format?: string; readonly pattern?: string },
) {
  return z
    .string()
    .max(80)
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', message: parsed.error.code });
      return z.NEVER;
    })
    .openapi({ type: 'string', ...openapi });
}

const uuid = { format: 'uuid' };
export const memberId = wordOf(parseMemberId, uuid);
export const eventId = wordOf(parseEventId, uuid);
export const staffId = wordOf(parseStaffId, uuid);
export const terminalId = wordOf(parseTerminalId, uuid);
export const productId = wordOf(parseProductId, uuid);
export const rewardId = wordOf(parseRewardId, uuid);
export const branchId = wordOf(parseBranchId, { pattern: '^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$' });
export const incarnation = wordOf(parseIncarnation, { pattern: '^[0-9a-f]{16}$' });
export const tierId = wordOf(parseTierId, { pattern: '^[a-z][a-z0-9_]{0,31}$' });

/** Control characters and lone surrogates break files, terminals and the canonical form of the log. */
const unprintable = /[\p{Cc}\p{Cs}]/u;
const unprintableInLines = /(?!\n)[\p{Cc}\p{Cs}]/u;

/** One line that people typed, trimmed; empty allowed unless `least` says otherwise. */
export function line(most: number, least = 0) {
  return z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !unprintable.test(text), 'unprintable');
}

/** Several lines that people typed. */
export function lines(most: number) {
  return z
    .string()
    .trim()
    .max(most)
    .refine((text) => !unprintableInLines.test(text), 'unprintable');
}

/** A secret as typed: neither trimmed nor limited in its characters; its rules are core's. */
export const secret = z.string().max(1024);
export const pin = z.string().regex(/^\d{6,12}$/);

export const epochMs = z.int().min(0).max(LATEST_AT).openapi({ description: 'Milliseconds since 1970-01-01 UTC.' });
export const count = z.int().min(0);
export const businessDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .openapi({ description: 'A business date, YYYY-MM-DD, included.' });
/** Money in fen as it comes in; its limits are core's (`parseFen`), which name what is wrong. */
export const amountFen = z.number().openapi({ type: 'integer', description: 'Fen; 0 to 1,000,000,000.' });
export const drugClass = z.enum(DRUG_CLASSES);
export const tenderMethod = z.enum(TENDER_METHODS);

export function idParams<T extends z.ZodType>(id: T) {
  return z.object({ id });
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Page size of a list: anything odd becomes the nearest thing that makes sense (AIP-158). */
const limit = z
  .string()
  .optional()
  .transform((text) => {
    const asked = Math.trunc(Number(text ?? DEFAULT_LIMIT));
    return Number.isNaN(asked) ? DEFAULT_LIMIT : Math.min(MAX_LIMIT, Math.max(1, asked));
  })
  .openapi({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT });

export const pageQuery = z.object({ limit, cursor: z.string().max(512).optional() });
export const searchQuery = pageQuery.extend({ q: line(100).optional() });

export function listOf<T extends z.ZodType>(item: T) {
  return z.array(item).readonly();
}

export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: listOf(item), nextCursor: z.string().nullable() });
}
