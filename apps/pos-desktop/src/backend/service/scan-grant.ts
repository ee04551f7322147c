import { err, type MemberId, must, ok, type Points, points, type Result } from '@jifen/core';
import { isSignatureTrue } from '@jifen/platform';
import {
  decideGrant,
  type Grant,
  type GrantProblem,
  type GrantTextProblem,
  newerGrants,
  readGrantText,
  type VerifyGrant,
} from '@jifen/sync';
import { findEnrolment, findLiveIncarnation } from '../store/incarnation.ts';
import { getLife } from '../store/life.ts';
import { rootOf } from '../store/link.ts';
import { findMember } from '../store/member.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { getPeerRow, peerOf } from '../store/peer.ts';
import { findBranch } from '../store/reference.ts';
import { findRights, takeGrants } from '../store/rights.ts';
import type { Till } from './till.ts';

/** `branch`: its name, or its id where this till does not know the name. */
export type ScanGrantProblem =
  | GrantTextProblem
  | Exclude<GrantProblem, { readonly branch: unknown }>
  /** HQ has taken back what it granted to a life that ended in good order. */
  | { readonly code: 'till_closed' }
  | { readonly code: 'grant_other_branch'; readonly branch: string };

/** `member`: whose points they are; null when nobody told this till of them yet: then the points wait here until it hears. */
export type GrantTaken =
  | { readonly kind: 'added'; readonly added: Points; readonly member: GrantedMember | null }
  | { readonly kind: 'nothing_new'; readonly member: GrantedMember | null };
export type GrantedMember = { readonly id: MemberId; readonly name: string };

/**
 * Takes a grant that HQ signed and a phone brought: with the line cut it is what an exchange would have told. The larger of each number
 * counts, so a second scan, or a photo of an older one, adds nothing. HQ hears of it in the next exchange.
 */
export function scanGrant(till: Till, text: string): Result<GrantTaken, ScanGrantProblem> {
  const { store } = till;
  const read = readGrantText(text, verifierOf(store));
  if (!read.ok) return read;
  const taken = store.transaction((trx): Result<GrantTaken, ScanGrantProblem> => {
    const { writer } = must(findLiveIncarnation(trx), 'live incarnation');
    const decided = decideGrant({ writer, peer: peerOf(getPeerRow(trx)) }, read.value);
    if (!decided.ok) return err(namedProblemOf(trx, decided.error));
    if (getLife(trx).is_closed === 1) return err({ code: 'till_closed' });
    return ok(take(trx, decided.value));
  });
  if (taken.ok && taken.value.kind === 'added') till.changes.tell('member', 'sync');
  return taken;
}

/** Only HQ's key, which this till was shown when it was enrolled. */
function verifierOf(db: BranchDb): VerifyGrant {
  const { hq_public_key: publicKey } = must(findEnrolment(db), 'enrolment');
  return (text, signature) => isSignatureTrue(publicKey, text, Buffer.from(signature).toString('base64'));
}

function take(trx: BranchTrx, grants: readonly Grant[]): GrantTaken {
  const heldOf = ({ memberId, vintage }: Grant) => findRights(trx, { member: memberId, vintage })?.granted ?? 0;
  const newer = newerGrants(heldOf, grants);
  const added = newer.reduce((sum, grant) => sum + grant.granted - heldOf(grant), 0);
  takeGrants(trx, newer);
  const member = findGrantedMember(trx, grants);
  return added === 0 ? { kind: 'nothing_new', member } : { kind: 'added', added: points(added), member };
}

function findGrantedMember(db: BranchDb, grants: readonly Grant[]): GrantedMember | null {
  for (const { memberId } of grants) {
    const member = findMember(db, rootOf(db, memberId));
    if (member !== null) return { id: member.id, name: member.name };
  }
  return null;
}

function namedProblemOf(db: BranchDb, problem: GrantProblem): ScanGrantProblem {
  if (problem.code !== 'grant_other_branch') return problem;
  const branch = findBranch(db, problem.branch)?.name ?? problem.branch;
  return { code: 'grant_other_branch', branch };
}
