import {
  type EventId,
  err,
  MAX_QUANTITY,
  type MemberId,
  ok,
  parseAddress,
  parseBirthday,
  parseCardNumber,
  parseEventId,
  parseFen,
  parseIdNumber,
  parseMemberId,
  parseName,
  parsePhone,
  parseProductId,
  parseRewardId,
  parseStaffId,
  type Problem,
  type Result,
  TENDER_METHODS,
} from '@jifen/core';
import { REFUND_REASONS } from '@jifen/sync';
import { z } from 'zod';

/** The words of the till's API: each value is read once, here, by core's own parser; its "no" keeps its code. */
function parsed<In, T>(schema: z.ZodType<In, In>, parse: (value: In) => Result<T, Problem>) {
  return schema.transform((value, context): T => {
    const result = parse(value);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.error.code, params: result.error, input: value });
    return z.NEVER;
  });
}

/** Text that can be stored and hashed: whole Unicode, no longer than `max`. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed());
}

export const eventId = parsed(text(40), parseEventId);
export const memberId = parsed(text(40), parseMemberId);
export const staffId = parsed(text(40), parseStaffId);
export const rewardId = parsed(text(40), parseRewardId);
const productId = parsed(text(40), parseProductId);

/** A new member's id is the id of the command that registers them. */
export const newMemberId = parsed(text(40), (value): Result<EventId & MemberId, Problem> => {
  const [event, member] = [parseEventId(value), parseMemberId(value)];
  if (!event.ok) return event;
  return member.ok && isSame(event.value, member.value) ? ok(event.value) : err({ code: 'malformed_id', field: 'id' });
});

export const cardNumber = parsed(text(40), parseCardNumber);
const phone = parsed(text(40), parsePhone);
const idNumber = parsed(text(40), parseIdNumber);
const name = parsed(text(200), parseName);
/** An empty one is none. */
const address = text(2000)
  .transform((value) => (value.trim() === '' ? null : value))
  .pipe(parsed(z.string(), parseAddress).nullable());
/** Whether it is still to come, the service sees: it has the clock. */
const birthday = parsed(text(40), (value) => parseBirthday(value, '9999-12-31'));
export const password = text(256);
/** As it is typed; whether a new one will do, core says. */
export const pin = text(64).min(1);
/** What somebody else's leave for this one command is called; the command is the same with it and without. */
export const approval = text(100).nullable().default(null);

/** Fen; a fraction, a negative or a huge amount each has its own code. */
export const fen = parsed(z.number(), parseFen);
const quantity = parsed(z.number(), (value) =>
  Number.isInteger(value) && value >= 1 && value <= MAX_QUANTITY ? ok(value) : err({ code: 'quantity_out_of_range', max: MAX_QUANTITY }),
);
/** A whole number whose range core checks. */
export const wholeNumber = z.int();
/** How many rows a page may have. */
export const pageLimit = z.coerce
  .number()
  .int()
  .default(50)
  .transform((limit) => Math.min(200, Math.max(1, limit)));

const tender = z.object({ method: z.enum(TENDER_METHODS), amountFen: fen });
export const tenders = z.array(tender).max(100).readonly();
export const refundReason = z.enum(REFUND_REASONS);
export const refundLines = z
  .array(z.object({ line: z.int().min(0), amountFen: fen }))
  .max(1000)
  .readonly();

const saleLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('product'),
    barcode: text(64).nullable().default(null),
    productId: productId.nullable().default(null),
    quantity,
    lineFen: fen.nullable().default(null),
  }),
  z.object({ kind: z.literal('amount'), amountFen: fen, earns: z.boolean() }),
]);
export const saleLines = z.array(saleLine).max(1000).readonly();

export const alias = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), cardNumber }),
  z.object({ kind: z.literal('phone'), phone }),
]);

export const newProfile = {
  name,
  phone: phone.nullable().default(null),
  idNumber: idNumber.nullable().default(null),
  address: address.nullable().default(null),
  birthday: birthday.nullable().default(null),
};
export const changedProfile = {
  name: name.optional(),
  phone: phone.nullable().optional(),
  idNumber: idNumber.nullable().optional(),
  address: address.nullable().optional(),
  birthday: birthday.nullable().optional(),
};

function isSame(event: EventId, member: string): event is EventId & MemberId {
  return String(event) === member;
}
