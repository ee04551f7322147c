import { assert, type EventId, must, type StaffId, type UnixMs } from '@jifen/core';
import { BRANCH_BODIES, type BranchBody, type BranchEventType } from '@jifen/sync';
import { findFact } from '../store/log.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { Till } from './till.ts';

/** An own event of a known type, read back. */
export type Read<T extends BranchEventType> = { readonly body: BranchBody<T>; readonly at: UnixMs; readonly staff: StaffId | null };

/** Throws when the event is not there or is another's: the caller's tables say that it is. */
export function readFact<T extends BranchEventType>(
  db: BranchDb,
  { log }: Till,
  { id, type }: { readonly id: EventId; readonly type: T },
): Read<T> {
  const fact = must(findFact(db, log.cipher, id), `event ${id}`);
  assert(fact.type === type, `event ${id} is ${fact.type}, not ${type}`);
  const parsed = BRANCH_BODIES[type][1].safeParse(fact.body);
  assert(parsed.success, `event ${id} has a body that its own schema refuses`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema was picked by the type
  return { body: parsed.data as BranchBody<T>, at: fact.at, staff: fact.staff };
}
