import { type EventId, err, ok, type Problem, type Result } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { canonicalJson, type JsonValue } from '@jifen/sync';
import { findFingerprint, insertCommand } from '../store/command.ts';
import { getLife } from '../store/life.ts';
import { hasEvent } from '../store/log.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import type { ChangeTopic } from './changes.ts';
import type { Till } from './till.ts';

/** What may stop any command. `till_closed`: this till's log has ended in good order. */
export type IdTaken = { readonly code: 'id_taken' | 'till_closed' };

export type Command = {
  /** Made by the client before the first try; the id of the event that the command writes. */
  readonly id: EventId;
  readonly kind: string;
  /** All that the client said, without secrets: what a repeat must say again. */
  readonly input: JsonValue;
  readonly topics: readonly ChangeTopic[];
};

/**
 * Runs a command at most once: `decide` reads, decides and writes in one transaction and must not write before a "no". A repeat of a
 * done command answers `null` without doing anything; the same id with other content is `id_taken`.
 */
export function runCommand<T, E extends Problem>(
  till: Till,
  command: Command,
  decide: (trx: BranchTrx) => Result<T, E>,
): Result<T | null, E | IdTaken> {
  const fingerprint = fingerprintOf(till, command);
  const result = till.store.transaction((trx): Result<T | null, E | IdTaken> => {
    // A command and its event are written together: without the event there is no command either.
    if (hasEvent(trx, command.id)) return findFingerprint(trx, command.id) === fingerprint ? ok(null) : err({ code: 'id_taken' });
    if (getLife(trx).is_closed === 1) return err({ code: 'till_closed' });
    const decision = decide(trx);
    if (decision.ok) insertCommand(trx, command.id, fingerprint);
    return decision;
  });
  if (result.ok) till.changes.tell(...command.topics, 'journal', 'sync');
  return result;
}

/** Whether this very command was done already, so that slow work before it can be left out. */
export function isDone(till: Till, command: Command): boolean {
  return findFingerprint(till.store, command.id) === fingerprintOf(till, command);
}

function fingerprintOf({ fingerprintKey }: Till, { kind, input }: Command): string {
  return sha256(`${fingerprintKey}\n${canonicalJson([kind, input])}`);
}
