import { runAtTill } from '../world/command.ts';
import type { Action } from './action.ts';
import { chooseTill } from './choose.ts';

export const exchange: Action = {
  name: 'exchange',
  weight: 24,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    return runAtTill(sim, till, { name: 'exchange', work: async () => describe(await till.backend().exchange()) });
  },
};

export const drain: Action = {
  name: 'drain',
  weight: 3,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    return runAtTill(sim, till, { name: 'drain', work: async () => describe(await till.backend().drain()) });
  },
};

/** The shop closes: all rights go back before the till is switched off. */
export const closeDay: Action = {
  name: 'close day',
  weight: 2,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const work = async () => {
      const { status } = await till.call('POST', '/api/sync/return-rights');
      return String(status);
    };
    return runAtTill(sim, till, { name: 'close day', work });
  },
};

/** A till is switched off in good order. */
export const switchOff: Action = {
  name: 'switch off',
  weight: 1,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null || !till.isOpen() || till.running() > 0) return null;
    return till.stop().then(() => [`${till.branch} off`]);
  },
};

function describe(outcome: { readonly kind: string; readonly code?: string; readonly isDrained?: boolean }): string {
  const { kind, code, isDrained } = outcome;
  return [kind, code, isDrained === true ? 'drained' : undefined].filter((word) => word !== undefined).join(' ');
}
