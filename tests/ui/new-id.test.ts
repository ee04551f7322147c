import { parseEventId } from '@jifen/core';
import { newId } from '@jifen/ui';
import { expect, test } from 'vitest';

test('an id is one that the log takes, and never the same twice', () => {
  const ids = Array.from({ length: 1_000 }, newId);
  expect(ids.every((id) => parseEventId(id).ok)).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});
