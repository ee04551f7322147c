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
  const format = useFormat();
  const { data } = useSync();
  const now = useNow();
  const state = data?.state ?? 'unknown';
  const parts = [t(`shell.syncState.${state}`)];
  if (data !== undefined && data.pending > 0) {
    parts.push(t('shell.pending', { n: format.count(data.pending) }));
    if (data.oldestPendingAt !== null && state !== 'online' && state !== 'syncing') {
      const { unit, n } = ageOf(data.oldestPendingAt, now);
      parts.push(t('shell.oldest', { age: t(`shell.age.${unit}`, { n }) }));
    }
  }
  return (
    <output>
      <StateBadge tone={data === undefined ? 'neutral' : toneOf(data, now)} icon={syncLooks[state].icon}>
        {parts[0]}
        {parts.length > 1 && <span className={classes['detail']}>{['', ...parts.slice(1)].join(' · ')}</span>}
      </StateBadge>
    </output>
  );
}

/** Neutral for a moment, amber while it lasts, red where redeeming is about to stop. */
function toneOf({ state, lastExchangeAt, leaseEndsAt, leaseOver }: SyncStatus, now: number): Tone {
  const { tone } = syncLooks[state];
  if (tone !== 'waiting') return tone;
  if (leaseOver || (leaseEndsAt !== null && leaseEndsAt - now < LEASE_NEAR_MS)) return 'bad';
  const isFresh = lastExchangeAt !== null && now - lastExchangeAt < QUIET_MS;
  return isFresh && state !== 'line_cut' ? 'neutral' : tone;
}
