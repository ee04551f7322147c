import { unixMs, type UnixMs } from '@jifen/core';

/** The one true time of a world. It only goes forward. */
export type WorldClock = { readonly now: () => number; readonly advance: (ms: number) => void };

export function createWorldClock(startsAt: number): WorldClock {
  let now = startsAt;
  return {
    now: () => now,
    advance: (ms) => {
      now += Math.max(1, Math.floor(ms));
    },
  };
}

/** A machine's clock: set wrong, running fast or slow, put back. */
export type NodeClock = {
  readonly read: () => UnixMs;
  readonly bump: (ms: number) => void;
  readonly drift: (partsPerMillion: number) => void;
  readonly heal: () => void;
};

export function createNodeClock(world: WorldClock): NodeClock {
  let offset = 0;
  let rate = 0;
  let since = world.now();
  const drifted = () => ((world.now() - since) * rate) / 1_000_000;
  const settle = () => {
    offset += drifted();
    since = world.now();
  };
  return {
    read: () => unixMs(Math.max(1, Math.floor(world.now() + offset + drifted()))),
    bump: (ms) => {
      settle();
      offset += ms;
    },
    drift: (partsPerMillion) => {
      settle();
      rate = partsPerMillion;
    },
    heal: () => {
      settle();
      [offset, rate] = [0, 0];
    },
  };
}
