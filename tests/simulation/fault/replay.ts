import type { Fault } from './fault.ts';

/** Somebody on the line kept a request, one that was lost too, and sends it again as it was: later, out of order, after its till is gone. */
export const replay: Fault = {
  name: 'replay',
  run: ({ chance, network }) => {
    if (network.overheard.length === 0) return null;
    const call = chance.pick(network.overheard);
    network.sendAgain(call);
    return `request ${call.no} again`;
  },
};
