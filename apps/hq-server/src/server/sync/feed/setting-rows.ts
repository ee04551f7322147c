import { fen } from '@jifen/core';
import type { FeedData } from '@jifen/sync';
import { getSettings, SETTINGS_KEY } from '../../store/setting-store.ts';
import type { RecordReader } from './feed-reader.ts';

/** The part of the chain's settings that a till obeys. */
export const readChainSettings: RecordReader = async ({ db }, keys) => {
  if (!keys.includes(SETTINGS_KEY)) return new Map();
  const { returnAtClose, leaseDays, refundLimitFen, idleLockMinutes } = await getSettings(db);
  const data: FeedData<'setting'> = {
    returnAtClose,
    leaseDays,
    refundLimitFen: refundLimitFen === null ? null : fen(refundLimitFen),
    idleLockMinutes,
  };
  return new Map([[SETTINGS_KEY, data]]);
};
