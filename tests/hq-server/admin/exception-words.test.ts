import { expect, test } from 'vitest';
import { exceptionWords } from '../../../apps/hq-server/src/admin/exception/words.ts';
import { EXCEPTION_KINDS } from '../../../apps/hq-server/src/server/sync/exception-kind.ts';
import { entriesOf } from '../../ui/face-words.ts';

test.each(EXCEPTION_KINDS)('the inbox says in both languages what %s is', (kind) => {
  for (const words of [exceptionWords['zh-CN'], exceptionWords.en]) {
    expect(new Map(entriesOf(words)).get(`exception.is.${kind}`)).toMatch(/\S/);
  }
});
