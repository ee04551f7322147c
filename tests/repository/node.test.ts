import { expect, test } from 'vitest';

test('tests run on the Node of the lockfile, not on whatever the system has', () => {
  expect(process.version).toMatch(/^v24\./);
});
