import { PROTOCOL_VERSION, type SpokenVersions } from '@jifen/sync';
import type { Till } from './till.ts';

/** In which version this till speaks to HQ. */
export type Spoken = { version(): number; lower(to: number): void };

/** An HQ that was too old is asked in the newest version again after so long: it may have been upgraded. */
const RETRY_MS = 3_600_000;

export function createSpoken({ clock }: Pick<Till, 'clock'>): Spoken {
  let lowered: { readonly version: number; readonly at: number } | null = null;
  return {
    version: () => {
      const isOver = lowered === null || Math.abs(clock() - lowered.at) >= RETRY_MS;
      return lowered === null || isOver ? PROTOCOL_VERSION : lowered.version;
    },
    lower: (to) => {
      lowered = { version: to, at: clock() };
    },
  };
}

/** The versions that HQ says it answers, where it refused ours; 0 where it does not say. */
export function spokenBy(body: unknown): SpokenVersions {
  const error = fieldOf(body, 'error');
  if (fieldOf(error, 'code') !== 'protocol_not_supported') return { least: 0, latest: 0 };
  return { least: numberOf(fieldOf(error, 'least')), latest: numberOf(fieldOf(error, 'latest')) };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}
