import { err, ok, type Result } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { type ChainSettings, getSettings, putSettings, SETTINGS_KEY } from '../store/setting-store.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { isSameRecord } from './made.ts';
import type { HqProblem } from './problem.ts';
import { logRecordSaved } from './save-record.ts';

export async function readSettings(context: HqContext): Promise<Result<ChainSettings, HqProblem>> {
  return ok(await getSettings(context.db));
}

/**
 * Replaces the chain's settings. `version` is the one that was changed: somebody else's change in between is not overwritten unseen. The
 * same content again changes nothing. Points move to where a new policy wants them as members are seen, and by the sweep.
 */
export async function saveSettings(
  context: HqContext,
  caller: StaffCaller,
  input: ChainSettings,
): Promise<Result<ChainSettings, HqProblem>> {
  if (!isWhole(input)) return err({ code: 'split_above_whole' });
  const result = await inTransaction(context.store, async (trx): Promise<Result<ChainSettings, HqProblem>> => {
    const before = await getSettings(trx);
    if (isSameRecord({ ...before, version: 0 }, { ...input, version: 0 })) return ok(before);
    if (input.version !== before.version) return err({ code: 'settings_changed' });
    const settings = { ...input, version: before.version + 1 };
    await putSettings(trx, settings);
    await logRecordSaved(trx, context, {
      topic: 'setting',
      key: SETTINGS_KEY,
      fields: changedFields(before, settings),
      data: settings,
      staff: caller.staffId,
      feed: [{ topic: 'setting', key: SETTINGS_KEY }],
    });
    return ok(settings);
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

function isWhole({ placement }: ChainSettings): boolean {
  return placement.kind !== 'split' || placement.homePercent + placement.lastPercent + placement.secondPercent <= 100;
}

const FIELDS = ['placement', 'perBranchCap', 'returnAtClose', 'leaseDays', 'refundLimitFen', 'idleLockMinutes'] as const;

function changedFields(before: ChainSettings, after: ChainSettings): readonly string[] {
  return FIELDS.filter((field) => !isSameRecord(before[field], after[field]));
}
