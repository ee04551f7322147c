/**
 * The version of the exchange. HQ answers this one and the two before it.
 *
 * 1: first version.
 */
export const PROTOCOL_VERSION = 1;
export const MIN_PROTOCOL_VERSION = 1;
