import { errorEn, errorZhCn } from '@jifen/ui';
import { expect, test } from 'vitest';
import { DEFERRED_CODE, EXCEPTION_KINDS } from '../../../apps/hq-server/src/server/sync/exception-kind.ts';
import { SYNC_ERROR_CODES } from '../../../apps/hq-server/src/server/sync/sync-problem.ts';

test.each([...SYNC_ERROR_CODES, ...EXCEPTION_KINDS, DEFERRED_CODE])('%s has its sentence in both languages', (code) => {
  expect([Object.hasOwn(errorZhCn, code), Object.hasOwn(errorEn, code)]).toEqual([true, true]);
});
