import { type AmountProblem, type Fen, fen, formatYuan, parseYuan, type Result } from '@jifen/core';
import type { Settings } from './queries.ts';

/** What the form holds. A number field that is empty holds text. */
export type SettingDraft = {
  readonly placement: Settings['placement']['kind'];
  readonly homePercent: number | string;
  readonly lastPercent: number | string;
  readonly secondPercent: number | string;
  readonly isCapped: boolean;
  readonly perBranchCap: number | string;
  readonly returnAtClose: boolean;
  readonly isLeased: boolean;
  readonly leaseDays: number | string;
  readonly isRefundLimited: boolean;
  /** In yuan, as it is typed. */
  readonly refundLimit: string;
  readonly isLocking: boolean;
  readonly idleLockMinutes: number | string;
};

export const CAP_LIMITS = { min: 1, max: 1_000_000_000 } as const;
export const LEASE_LIMITS = { min: 1, max: 3650 } as const;
export const LOCK_LIMITS = { min: 1, max: 720 } as const;
const USUAL = {
  homePercent: 80,
  lastPercent: 0,
  secondPercent: 15,
  cap: 5000,
  leaseDays: 30,
  refundLimitFen: 20_000,
  idleLockMinutes: 3,
} as const;

export function draftOf(settings: Settings): SettingDraft {
  const { placement, perBranchCap, returnAtClose, leaseDays, refundLimitFen, idleLockMinutes } = settings;
  const split = placement.kind === 'split' ? placement : USUAL;
  return {
    placement: placement.kind,
    homePercent: split.homePercent,
    lastPercent: split.lastPercent,
    secondPercent: split.secondPercent,
    isCapped: perBranchCap !== null,
    perBranchCap: perBranchCap ?? USUAL.cap,
    returnAtClose,
    isLeased: leaseDays !== null,
    leaseDays: leaseDays ?? USUAL.leaseDays,
    isRefundLimited: refundLimitFen !== null,
    refundLimit: formatYuan(fen(refundLimitFen ?? USUAL.refundLimitFen)),
    isLocking: idleLockMinutes !== null,
    idleLockMinutes: idleLockMinutes ?? USUAL.idleLockMinutes,
  };
}

/** The part of a split that stays at HQ; below 0 the shares are too large. */
export function restPercentOf({ homePercent, lastPercent, secondPercent }: SettingDraft): number {
  return 100 - Number(homePercent) - Number(lastPercent) - Number(secondPercent);
}

/** The limit in fen, or why what was typed is none. */
export function refundLimitOf({ refundLimit }: SettingDraft): Result<Fen, AmountProblem> {
  return parseYuan(refundLimit);
}

export function settingsOf(draft: SettingDraft, version: number): Settings {
  const { placement: kind, homePercent, lastPercent, secondPercent } = draft;
  const limit = refundLimitOf(draft);
  const shares = { homePercent: Number(homePercent), lastPercent: Number(lastPercent), secondPercent: Number(secondPercent) };
  return {
    version,
    placement: kind === 'split' ? { kind, ...shares } : { kind },
    perBranchCap: draft.isCapped ? Number(draft.perBranchCap) : null,
    returnAtClose: draft.returnAtClose,
    leaseDays: draft.isLeased ? Number(draft.leaseDays) : null,
    refundLimitFen: draft.isRefundLimited && limit.ok ? limit.value : null,
    idleLockMinutes: draft.isLocking ? Number(draft.idleLockMinutes) : null,
  };
}
