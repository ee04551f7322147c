import type { Incarnation } from '@jifen/core';
import type { Hash, LogHead } from '@jifen/sync';
import { listIncarnations } from '../store/incarnation.ts';
import { getLife } from '../store/life.ts';
import type { LifeFiles, LifeMark, LifeSibling } from '../store/life-file.ts';
import { getLifeToken } from '../store/life-token.ts';
import { findHash, findHead, type Log } from '../store/log.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { LifeEnd, LifeTokenRow } from '../store/schema.ts';

/** What stands beside the database and what the database says itself. */
export type LifeEvidence = {
  readonly token: Pick<LifeTokenRow, 'present' | 'previous' | 'is_marked'>;
  readonly sibling: LifeSibling | null;
  readonly mark: LifeMark | null;
  readonly live: { readonly incarnation: Incarnation; readonly head: LogHead; readonly requests: number };
  /** The hash of an event of the live log. */
  readonly hashAt: (seq: number) => Hash | undefined;
  readonly incarnations: readonly Incarnation[];
};

/**
 * Whether the database goes on with the life that it led last, or why it does not.
 *
 *   no token beside it            it came back, or elsewhere, as a copy      (unless no token was ever written: an older build)
 *   a token that it does not know  another database was the last to run here
 *   the mark is ahead of its log   commits are gone
 *
 * A mark behind the log is normal, because nobody waits for it; a torn one says nothing.
 */
export function findLifeEnd(evidence: LifeEvidence): LifeEnd | null {
  const { token, sibling } = evidence;
  if (sibling !== null && (sibling.token === token.present || sibling.token === token.previous)) {
    return isAhead(evidence) ? 'commits_missing' : null;
  }
  if (sibling !== null && sibling.incarnation !== null) return 'token_unknown';
  return token.is_marked === 1 ? 'token_missing' : null;
}

function isAhead({ mark, live, hashAt, incarnations }: LifeEvidence): boolean {
  if (mark === null) return false;
  if (mark.incarnation !== live.incarnation) return !incarnations.includes(mark.incarnation);
  return mark.requests > live.requests || (mark.seq > 0 && hashAt(mark.seq) !== mark.hash);
}

export function readLifeEvidence(db: BranchDb, files: LifeFiles, log: Log): LifeEvidence {
  return {
    token: getLifeToken(db),
    sibling: files.readToken(),
    mark: files.readMark(),
    live: { incarnation: log.writer.incarnation, head: findHead(db, log), requests: getLife(db).requests },
    hashAt: (seq) => findHash(db, log, seq),
    incarnations: listIncarnations(db),
  };
}
