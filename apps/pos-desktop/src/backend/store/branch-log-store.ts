import { assert, type EventId, type Incarnation, type MemberId, must, parseMemberId } from '@jifen/core';
import { type FieldCipher, sha256 } from '@jifen/platform';
import { checkLink, type LoggedEvent, type LogHead, type LogStore, type RightsKey, type RightsRow, type RightsStore } from '@jifen/sync';
import { findIncarnation } from './incarnation.ts';
import { erasePrivate, findEvent, findHead, insertEvent, listEventsAfter, type Log } from './log.ts';
import type { BranchStore } from './open-branch-store.ts';
import { findRights, listRights, mergeRightsRows } from './rights.ts';

/** The branch's side of what the exchange needs of a store; everything answers at once. */
export type BranchLogStore = LogStore &
  RightsStore & {
    readHead(): LogHead;
    append(events: readonly LoggedEvent[]): void;
    readAfter(afterSeq: number, limit: number): readonly LoggedEvent[];
    findById(id: EventId): LoggedEvent | null;
    erasePrivate(id: EventId): void;
    listRights(member: MemberId): readonly RightsRow[];
    findRights(key: RightsKey): RightsRow | null;
    mergeRights(rows: readonly RightsRow[]): void;
  };

export function createBranchLogStore(
  store: BranchStore,
  { incarnation, cipher }: { readonly incarnation: Incarnation; readonly cipher: FieldCipher },
): BranchLogStore {
  const life = must(findIncarnation(store, incarnation), `incarnation ${incarnation}`);
  const log: Log = { no: life.no, writer: life.writer, cipher };
  return {
    readHead: () => findHead(store, log),
    append: (events) => store.transaction((trx) => events.forEach((event) => appendChecked({ trx, log, event }))),
    readAfter: (afterSeq, limit) => listEventsAfter(store, log, { afterSeq, limit }),
    findById: (id) => findEvent(store, log, id),
    erasePrivate: (id) => store.transaction((trx) => erasePrivate(trx, id)),
    listRights: (member) => listRights(store, member),
    findRights: (key) => findRights(store, key),
    mergeRights: (rows) => store.transaction((trx) => mergeRightsRows(trx, rows)),
  };
}

function appendChecked({ trx, log, event }: { trx: Parameters<typeof insertEvent>[0]; log: Log; event: LoggedEvent }): void {
  const head = findHead(trx, log);
  const link = checkLink(head, event, sha256);
  assert(link.ok, `the log refuses event ${event.envelope.seq}: ${link.ok ? '' : link.error.code}`);
  const named = event.envelope.body['memberId'];
  const member = typeof named === 'string' ? parseMemberId(named) : null;
  insertEvent(trx, log, { event, head, memberId: member?.ok === true ? member.value : null });
}
