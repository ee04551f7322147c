import { expect, test } from 'vitest';
import { createDownload } from '../../../../apps/pos-desktop/src/backend/service/download.ts';

test('as long as HQ has more, it is told how far the reading is; at the end, and from an older HQ, nothing', () => {
  const download = createDownload();
  expect(download.state()).toBeNull();
  download.note({ cursor: 500, feedHead: 2000, hasMore: true });
  expect(download.state()).toEqual({ cursor: 500, head: 2000 });
  download.note({ cursor: 2000, feedHead: 0, hasMore: false });
  expect(download.state()).toBeNull();
  download.note({ cursor: 500, feedHead: 0, hasMore: true });
  expect(download.state()).toBeNull();
});
