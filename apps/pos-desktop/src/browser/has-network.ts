import { networkInterfaces } from 'node:os';

/** Whether this machine has an address in any network besides its own. */
export function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal) === true);
}
