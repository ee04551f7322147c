import {
  assert,
  type BranchId,
  type EventId,
  type Incarnation,
  type MemberId,
  parseEventId,
  parseMemberId,
  parseVintage,
  type Vintage,
} from '@jifen/core';
import type { Brand } from '@jifen/core';

/**
 * A ledger account: words joined by `/`, its kind first. Every account of a branch ends in `/branch/incarnation`,
 * so who may post to it is plain from its name. HQ's accounts end in `/hq/epoch`, except the pool and what is reserved, which outlive epochs.
 *
 *   issued/b/i              where points (and experience) come from     redeemed/b/i    where spent points go
 *   rights/m/v/b/i          what (b,i) may spend of member m            clawed/b/i      where taken-back points go
 *   returned/m/v/b/i        rights given back to HQ                     debt/m/b/i      owed by the member
 *   unclaimed/e/v/b/i       earned by sale e on a card nobody knows     experience/m/b/i
 *   pool/m/v                rights at HQ                                granted/m/v/b/i rights that HQ gave to (b,i)
 *   reserved/m/v            set aside at HQ for an order
 *   expired/hq/epoch        expired points                              loss/b/i        what the company carries
 *   supply/b/i stock/b/i handed/b/i consigned/b/i                       goods: from outside, on the shelf, given, promised to HQ
 */
export type Account = Brand<string, 'Account'>;

/** Who writes: a branch's incarnation, or HQ with its history epoch. */
export type Writer = { readonly branch: BranchId; readonly incarnation: Incarnation };

const PLAIN_KINDS = ['issued', 'redeemed', 'clawed', 'expired', 'loss', 'supply', 'stock', 'handed', 'consigned'] as const;
const MEMBER_KINDS = ['debt', 'experience'] as const;
const VINTAGE_KINDS = ['rights', 'returned', 'granted'] as const;
const HQ_KINDS = ['pool', 'reserved'] as const;
/** Accounts of HQ that outlive its epochs. */
export type HqKind = (typeof HQ_KINDS)[number];
export type PlainKind = (typeof PLAIN_KINDS)[number];
export type MemberKind = (typeof MEMBER_KINDS)[number];
export type VintageKind = (typeof VINTAGE_KINDS)[number];

export type ParsedAccount =
  | ({ readonly kind: PlainKind } & Writer)
  | ({ readonly kind: MemberKind; readonly member: MemberId } & Writer)
  | ({ readonly kind: VintageKind; readonly member: MemberId; readonly vintage: Vintage } & Writer)
  | ({ readonly kind: 'unclaimed'; readonly event: EventId; readonly vintage: Vintage } & Writer)
  | { readonly kind: HqKind; readonly member: MemberId; readonly vintage: Vintage };

export type AccountKind = ParsedAccount['kind'];

export function plainAccount(kind: PlainKind, writer: Writer): Account {
  return join(kind, writer.branch, writer.incarnation);
}

export function memberAccount(kind: MemberKind, member: MemberId, writer: Writer): Account {
  return join(kind, member, writer.branch, writer.incarnation);
}

export function vintageAccount(kind: VintageKind, of: { readonly member: MemberId; readonly vintage: Vintage }, writer: Writer): Account {
  return join(kind, of.member, of.vintage, writer.branch, writer.incarnation);
}

export function unclaimedAccount(of: { readonly event: EventId; readonly vintage: Vintage }, writer: Writer): Account {
  return join('unclaimed', of.event, of.vintage, writer.branch, writer.incarnation);
}

export function poolAccount(member: MemberId, vintage: Vintage): Account {
  return join('pool', member, vintage);
}

/** Points of a member that are set aside for orders. */
export function reservedAccount(member: MemberId, vintage: Vintage): Account {
  return join('reserved', member, vintage);
}

/** Splits an account name; null when it is none. Whose it is stands in its last words, as text: `parsePostings` compares them. */
export function parseAccount(text: string): ParsedAccount | null {
  const words = text.split('/');
  const kind = words[0] ?? '';
  const writer = { branch: words.at(-2) as BranchId, incarnation: words.at(-1) as Incarnation };
  if (isOneOf(PLAIN_KINDS, kind)) return words.length === 3 ? { kind, ...writer } : null;
  const member = parseMemberId(words[1] ?? '');
  if (isOneOf(MEMBER_KINDS, kind)) return words.length === 4 && member.ok ? { kind, member: member.value, ...writer } : null;
  const vintage = parseVintage(words[2] ?? '');
  if (!vintage.ok) return null;
  if (isOneOf(HQ_KINDS, kind)) return words.length === 3 && member.ok ? { kind, member: member.value, vintage: vintage.value } : null;
  if (words.length !== 5) return null;
  const event = parseEventId(words[1] ?? '');
  if (kind === 'unclaimed') return event.ok ? { kind, event: event.value, vintage: vintage.value, ...writer } : null;
  return isOneOf(VINTAGE_KINDS, kind) && member.ok ? { kind, member: member.value, vintage: vintage.value, ...writer } : null;
}

/** An account as it travels: the writer's own suffix is `~`. */
export function shortenAccount(account: Account, writer: Writer): string {
  const suffix = suffixOf(writer);
  return account.endsWith(suffix) ? `${account.slice(0, -suffix.length)}~` : account;
}

/** The name behind a travelling account; whether it is one, and whose, `parsePostings` says before anything is booked. */
export function lengthenAccount(text: string, writer: Writer): Account {
  return (text.endsWith('~') ? `${text.slice(0, -1)}${suffixOf(writer)}` : text) as Account;
}

function suffixOf(writer: Writer): string {
  return `/${writer.branch}/${writer.incarnation}`;
}

export function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}

function join(...words: readonly string[]): Account {
  assert(
    words.every((word) => word.length > 0 && !word.includes('/')),
    `an account name has no empty or slashed part: ${words.join(' ')}`,
  );
  return words.join('/') as Account;
}
