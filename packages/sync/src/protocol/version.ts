/**
 * The version of the exchange. HQ answers this one and the two before it.
 *
 * 1: first version.
 * 2: recovery import, cross-branch refunds, draining, orders, settings, a cursor that is too old.
 */
export const PROTOCOL_VERSION = 2;
export const MIN_PROTOCOL_VERSION = 1;
