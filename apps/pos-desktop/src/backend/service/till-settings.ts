import { err, ok, type Result } from '@jifen/core';
import { z } from 'zod';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findTillSetting, saveTillSetting } from '../store/till-setting.ts';
import type { Till } from './till.ts';

const COUNTER = 'counter';
const MOST_ACTIONS = 200;
const LONGEST_KEY = 40;
const LONGEST_AFFIX = 8;

const actionName = z.string().regex(/^[a-z][A-Za-z0-9.]{0,39}$/);
const wellFormed = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed());

/** How the person at this counter works. The names of actions are the pages'; here only their shape is checked. */
export const tillSettingsSchema = z.object({
  /** The key of each action that has another one than it came with. */
  keys: z.record(actionName, wellFormed(LONGEST_KEY).min(1)).refine((keys) => Object.keys(keys).length <= MOST_ACTIONS),
  /** What tells a scanner from fingers; empty affixes: none. */
  scanner: z.object({
    prefix: wellFormed(LONGEST_AFFIX),
    suffix: wellFormed(LONGEST_AFFIX),
    minLength: z.int().min(3).max(40),
    maxGapMs: z.int().min(5).max(200),
  }),
  isLargeText: z.boolean(),
  isHighContrast: z.boolean(),
});
export type TillSettings = z.infer<typeof tillSettingsSchema>;

const DEFAULTS: TillSettings = {
  keys: {},
  scanner: { prefix: '', suffix: '', minLength: 6, maxGapMs: 35 },
  isLargeText: false,
  isHighContrast: false,
};

export type KeyTaken = { readonly code: 'key_taken'; readonly key: string; readonly actions: readonly string[] };

/** What this till is set to. Settings that another build wrote and this one cannot read do not count. */
export function tillSettingsOf(db: BranchDb): TillSettings {
  const parsed = tillSettingsSchema.safeParse(findTillSetting(db, COUNTER));
  return parsed.success ? parsed.data : DEFAULTS;
}

/** All open windows hear of it: each sends all settings when it changes one. */
export function changeTillSettings({ store, changes }: Till, settings: TillSettings): Result<TillSettings, KeyTaken> {
  const taken = findTaken(settings.keys);
  if (taken !== null) return err(taken);
  store.transaction((trx) => saveTillSetting(trx, COUNTER, settings));
  changes.tell('settings');
  return ok(settings);
}

/** A key that stands for two actions would do neither for sure. */
function findTaken(keys: TillSettings['keys']): KeyTaken | null {
  const actionByKey = new Map<string, string>();
  for (const [action, key] of Object.entries(keys)) {
    const other = actionByKey.get(key);
    if (other !== undefined) return { code: 'key_taken', key, actions: [other, action] };
    actionByKey.set(key, action);
  }
  return null;
}
