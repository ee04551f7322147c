/** Where the planted files lie, from the root of the repository. */
export const TILL = 'apps/pos-desktop/src/backend';
export const HQ = 'apps/hq-server/src/server';
export const SYNC = 'packages/sync/src';
export const CORE = 'packages/core/src';
