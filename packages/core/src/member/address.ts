import { err, ok, type Result } from '../result.ts';

export type AddressProblem = { readonly code: 'address_too_long' };

const MAX_CODE_POINTS = 200;

/** Reads an address as typed, at most 200 code points. */
export function parseAddress(text: string): Result<string, AddressProblem> {
  const address = text.trim();
  return Array.from(address).length > MAX_CODE_POINTS ? err({ code: 'address_too_long' }) : ok(address);
}
