import type { Grant } from '@jifen/sync';
import { rightsRowOf } from '../ledger/book.ts';
import { grantSlices } from '../placement/grant.ts';
import { type Ingest, raise } from './ingest/ingest.ts';
import { isForgetful } from './ingest/prove-grants.ts';

/**
 * Takes what the till says it was granted. In a new history epoch that may be more than a restored HQ remembers: the till is right, and
 * what the pool misses for it stays as a deficit. Its events come after, because they spend what was granted. At any other time nobody but HQ can have granted it: a person has to look.
 */
export function takeReport(ingest: Ingest, granted: readonly Grant[]): void {
  const { book, writer, exceptions, now } = ingest;
  const isRecovery = isForgetful(ingest);
  for (const { memberId: member, vintage, granted: told } of granted) {
    const before = rightsRowOf(book, { member, vintage }, writer);
    if (told > before.granted && isRecovery) {
      grantSlices({ ...ingest, drafts: ingest.proven }, writer, {
        slices: [{ memberId: member, vintage, n: told - before.granted }],
        cause: 'recovery',
      });
    } else if (told > before.granted) {
      raise(exceptions, now, {
        kind: 'grant_above_hq',
        eventId: null,
        branch: writer.branch,
        subject: [writer.branch, writer.incarnation, member, vintage],
        detail: { memberId: member, vintage, told, granted: before.granted },
      });
      continue;
    }
    const after = rightsRowOf(book, { member, vintage }, writer);
    if (told > after.reported) book.rights.put({ ...after, reported: told });
  }
}
