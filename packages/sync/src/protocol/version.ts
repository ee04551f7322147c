/**
 * The version of the exchange. HQ answers this one and the two before it.
 *
 * 1: first version.
 * 2: recovery import, cross-branch refunds, draining, orders, settings, a cursor that is too old.
 * 3: shifts, overrides, PINs set at the counter, notices and logos.
 */
export const PROTOCOL_VERSION = 3;
export const MIN_PROTOCOL_VERSION = 1;
