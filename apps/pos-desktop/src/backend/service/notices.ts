import { listNotices } from '../store/notice.ts';
import type { Till } from './till.ts';

/** What HQ wants the people at the counter to know now, newest first. */
export function listNoticeViews({ store, clock }: Till) {
  return listNotices(store, clock()).map(({ published_at: publishedAt, ...notice }) => ({ ...notice, publishedAt }));
}
