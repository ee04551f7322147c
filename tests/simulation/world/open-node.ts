import type { UnixMs } from '@jifen/core';
import { createHq, type Hq } from '@jifen/hq-server/server';
import { createLogger, type RandomSource, type StoreStep } from '@jifen/platform';
import { type Backend, createBackend, type Keystore, type Transport } from '@jifen/pos-desktop/backend';
import { quickHasher } from '../../support/quick-hasher.ts';

export const HQ_URL = 'http://hq.sim';
export const TILL_URL = 'http://till.sim';

const logger = createLogger({ name: 'sim', level: 'silent' });

export type NodeDeps = {
  readonly dataFolder: string;
  readonly clock: () => UnixMs;
  readonly random: RandomSource;
  readonly onStep: (step: StoreStep) => void;
};
export type Timer = (delayMs: number, work: () => void) => () => void;
export type TillDeps = NodeDeps & {
  readonly transport: Transport;
  readonly keystore: Keystore;
  readonly timer: Timer;
  readonly uptime?: () => number;
};

export type HqNodeDeps = NodeDeps & Pick<Parameters<typeof createHq>[0], 'readBody'>;

export function openHq(deps: HqNodeDeps): Promise<Hq> {
  return createHq({ ...deps, hasher: quickHasher, logger, publicUrl: HQ_URL });
}

export function openTill(deps: TillDeps): Promise<Backend> {
  return createBackend({ ...deps, hasher: quickHasher, logger, demo: false });
}
