import { z } from '@hono/zod-openapi';
import { branchId, count, epochMs, line, listOf, memberId, secret } from './field.ts';

/** Texts of a profile are checked by core, which says what is wrong; here only their size is bounded. */
const text = z.string().max(400);
const clearable = text.nullable().optional();
const printable = line(400).nullable().optional();

export const profilePatch = z.strictObject({
  name: text.optional(),
  phone: clearable,
  idNumber: clearable,
  address: printable,
  birthday: clearable.openapi({ description: 'YYYY-MM-DD' }),
});

export const newMember = profilePatch.extend({
  id: memberId,
  name: text,
  cardNumber: z.string().max(40).optional(),
  password: secret.optional(),
  homeBranch: branchId,
});

const tier = z.object({ id: z.string(), name: z.string() });

export const memberItem = z
  .object({
    id: z.string(),
    name: z.string(),
    cards: listOf(z.string()),
    phoneMasked: z.string().nullable(),
    tier,
    experience: count,
    points: z.int(),
    debt: count,
    available: count,
    totalSpendFen: z.int(),
    purchases: count,
    lastPurchaseAt: epochMs.nullable(),
    isActive: z.boolean(),
    isErased: z.boolean(),
    joinedAt: epochMs,
    homeBranch: z.string(),
  })
  .openapi('MemberItem');

const expiring = z.object({ vintage: z.string(), n: count });

export const memberRecord = memberItem
  .extend({
    phone: z.string().nullable(),
    idNumber: z.string().nullable(),
    address: z.string().nullable(),
    birthday: z.string().nullable(),
    hasPassword: z.boolean(),
    retiredCards: listOf(z.string()),
    pool: z.int(),
    reserved: count.openapi({ description: 'Points set aside for orders; not in `points`.' }),
    rights: listOf(
      z.object({
        branchId: z.string(),
        incarnation: z.string(),
        state: z.enum(['active', 'draining', 'in_doubt', 'forked', 'frozen', 'closed', 'written_off']),
        reason: z.string().nullable(),
        isFrozen: z.boolean(),
        points: z.int(),
      }),
    ),
    expiringSoon: listOf(expiring),
    linkedIds: listOf(z.string()),
    links: listOf(z.object({ memberId: z.string(), into: z.string() })),
  })
  .openapi('Member');

export const meSchema = memberItem
  .omit({ isActive: true, isErased: true })
  .extend({
    idNumberMasked: z.string().nullable(),
    address: z.string().nullable(),
    birthday: z.string().nullable(),
    nextTier: tier.extend({ missingExperience: count }).nullable(),
    expiringSoon: listOf(expiring),
    reserved: count.openapi({ description: 'Points set aside for orders; not in `points`.' }),
    lastBranch: z.string().nullable(),
  })
  .openapi('Me');

export const statementItem = z
  .object({
    id: z.string(),
    at: epochMs,
    branchId: z.string(),
    kind: z.enum(['accrual', 'redemption', 'expiry', 'adjustment', 'reversal']),
    points: z.int().openapi({ description: 'Signed.' }),
    experience: z.int().openapi({ description: 'Signed.' }),
    explanation: z
      .looseObject({ kind: z.string() })
      .nullable()
      .openapi({ description: 'Rule version, tier, amounts and rates; which fields there are depends on `kind`.' }),
    reference: z.string().nullable(),
  })
  .openapi('StatementItem');
