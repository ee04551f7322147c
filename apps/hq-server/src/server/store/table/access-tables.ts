import type { BranchId, MemberId, StaffId, UnixMs } from '@jifen/core';

/** A code that makes one terminal, once. Only its hash is kept. */
export type EnrolmentCodeTable = {
  code_hash: string;
  branch_id: BranchId;
  terminal_name: string;
  expires_at: UnixMs;
  used_at: UnixMs | null;
  tries: number;
  created_by: string;
  created_at: UnixMs;
};

/** Only the hash of a token is kept. */
export type StaffSessionTable = { token_hash: string; staff_id: StaffId; created_at: UnixMs; expires_at: UnixMs };
export type MemberSessionTable = { token_hash: string; member_id: MemberId; created_at: UnixMs; expires_at: UnixMs };

/** Failed tries by what was tried from where; the key holds no personal data (an HMAC where it would). */
export type ThrottleTable = { key: string; failures: number; last_failed_at: UnixMs; locked_until: UnixMs };

/** What changed last, by record: only the newest row of each. `branch_id` is empty for rows that every branch gets. */
export type FeedTable = { gseq: number; topic: string; key: string; branch_id: BranchId | '' };
