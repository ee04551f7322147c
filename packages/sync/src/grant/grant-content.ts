import {
  type BranchId,
  type Incarnation,
  type MemberId,
  NEVER,
  parseBranchId,
  parseIncarnation,
  parseMemberId,
  parseVintage,
  points,
  type UnixMs,
  unixMs,
  type Vintage,
} from '@jifen/core';
import { MAX_COUNT } from '../ledger/posting.ts';
import type { Grant } from '../protocol/exchange.ts';
import { createByteReader, createByteWriter } from './byte-row.ts';

/**
 * What HQ signs for one life of one branch's till: its cumulative grants, of all ids of one person. It is the same number that an
 * exchange would bring, so taking it twice, late or out of order changes nothing.
 */
export type GrantContent = {
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly historyEpoch: Incarnation;
  /** Grouped by member; the person's root id first. */
  readonly grants: readonly Grant[];
  readonly issuedAt: UnixMs;
};

/** As many as a QR code still carries when it has to be read from a phone's screen. */
export const MAX_SIGNED_GRANTS = 120;

const FIRST_YEAR = 1970;

/**
 *   branch (length, ASCII) · incarnation 8 · history epoch 8 · issued at 6 · members ~
 *   each member: id 16 · vintages ~;   each vintage: month 2 (0: never) · granted ~            (~: as many bytes as it needs)
 */
export function packGrantContent({ branch, incarnation, historyEpoch, grants, issuedAt }: GrantContent): Uint8Array {
  const writer = createByteWriter();
  writer.ascii(branch);
  writer.hex(incarnation);
  writer.hex(historyEpoch);
  writer.fixed(issuedAt, 6);
  const grantsByMember = Map.groupBy(grants, ({ memberId }) => memberId);
  writer.varying(grantsByMember.size);
  for (const [memberId, own] of grantsByMember) {
    writer.hex(memberId.replaceAll('-', ''));
    writer.varying(own.length);
    for (const { vintage, granted } of own) {
      writer.fixed(monthOf(vintage), 2);
      writer.varying(granted);
    }
  }
  return writer.bytes();
}

/** Null when a part is missing, too much or impossible. */
export function unpackGrantContent(bytes: Uint8Array): GrantContent | null {
  const reader = createByteReader(bytes);
  const branch = parseBranchId(reader.ascii());
  const incarnation = parseIncarnation(reader.hex(8));
  const historyEpoch = parseIncarnation(reader.hex(8));
  // Any time at all: nothing hangs on it.
  const issuedAt = unixMs(reader.fixed(6));
  const grants: Grant[] = [];
  for (let members = reader.varying(); members > 0; members -= 1) {
    const member = parseMemberId(uuidOf(reader.hex(16)));
    if (!member.ok) return null;
    const own = readGrants(reader, member.value);
    if (own === null || own.length + grants.length > MAX_SIGNED_GRANTS) return null;
    grants.push(...own);
  }
  if (!branch.ok || !incarnation.ok || !historyEpoch.ok || !reader.isWhole()) return null;
  return { branch: branch.value, incarnation: incarnation.value, historyEpoch: historyEpoch.value, grants, issuedAt };
}

function readGrants(reader: ReturnType<typeof createByteReader>, memberId: MemberId): readonly Grant[] | null {
  const grants: Grant[] = [];
  const count = reader.varying();
  if (count === 0 || count > MAX_SIGNED_GRANTS) return null;
  for (let left = count; left > 0; left -= 1) {
    const vintage = parseVintage(vintageTextOf(reader.fixed(2)));
    const granted = reader.varying();
    if (!vintage.ok || granted > MAX_COUNT) return null;
    grants.push({ memberId, vintage: vintage.value, granted: points(granted) });
  }
  return grants;
}

function monthOf(vintage: Vintage): number {
  if (vintage === NEVER) return 0;
  return (Number(vintage.slice(0, 4)) - FIRST_YEAR) * 12 + Number(vintage.slice(5));
}

function vintageTextOf(month: number): string {
  if (month === 0) return NEVER;
  const year = FIRST_YEAR + Math.floor((month - 1) / 12);
  return `${year}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`;
}

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
