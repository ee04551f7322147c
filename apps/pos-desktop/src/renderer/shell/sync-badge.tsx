import { StateBadge, useFormat, type Tone } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../api/model.ts';
import { ageOf } from './age.ts';
import classes from './shell.module.css';
import { syncLooks } from './sync-look.ts';
import { useNow } from './use-now.ts';
import { useSync } from './use-sync.ts';

/** A line that is gone for a moment is no news. */
const QUIET_MS = 40_000;
const LEASE_NEAR_MS = 3 * 86_400_000;

/** How it stands with HQ, what waits for it, and how long already. */
export function SyncBadge(): ReactNode {
  const { t } = useTranslation();
  const { data } = useSync();
  const now = useNow();
  const state = data === undefined ? 'unknown' : stateOf(data);
  const [waiting, brief] = useWaiting(data, now);
  return (
    <output>
      <StateBadge tone={data === undefined ? 'neutral' : toneOf(data, now)} icon={syncLooks[state].icon}>
        {brief !== '' && <span className={classes['brief']}>{brief} · </span>}
        {t(`shell.syncState.${state}`)}
        {waiting !== '' && <span className={classes['detail']}> · {waiting}</span>}
      </StateBadge>
    </output>
  );
}

/** Where the line is well, a clock that is not is what somebody has to look after. */
function stateOf({ state, clockBehindMs }: SyncStatus): keyof typeof syncLooks {
  return clockBehindMs !== 0 && (state === 'online' || state === 'syncing') ? 'clock_wrong' : state;
}

/** What waits for HQ and since when, in words and as short as a small window needs it; empty where nothing does. */
function useWaiting(data: SyncStatus | undefined, now: number): readonly [words: string, brief: string] {
  const { t } = useTranslation();
  const format = useFormat();
  if (data === undefined || data.pending === 0) return ['', ''];
  const { pending, oldestPendingAt, state } = data;
  const n = format.count(pending);
  const words = t('shell.pending', { n });
  if (oldestPendingAt === null || state === 'online' || state === 'syncing') return [words, n];
  const age = ageOf(oldestPendingAt, now);
  return [
    `${words} · ${t('shell.oldest', { age: t(`shell.age.${age.unit}`, { n: age.n }) })}`,
    `${n} · ${t(`shell.briefAge.${age.unit}`, { n: age.n })}`,
  ];
}

/** Neutral for a moment, amber while it lasts, red where redeeming is about to stop. */
function toneOf(status: SyncStatus, now: number): Tone {
  const { state, lastExchangeAt, leaseEndsAt, leaseOver } = status;
  const { tone } = syncLooks[stateOf(status)];
  if (tone !== 'waiting') return tone;
  if (leaseOver || (leaseEndsAt !== null && leaseEndsAt - now < LEASE_NEAR_MS)) return 'bad';
  const isFresh = lastExchangeAt !== null && now - lastExchangeAt < QUIET_MS;
  return isFresh && state !== 'line_cut' ? 'neutral' : tone;
}
