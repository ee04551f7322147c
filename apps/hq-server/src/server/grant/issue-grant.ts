import { type BranchId, err, HQ_BRANCH, type MemberId, ok, points, type Result, type UnixMs } from '@jifen/core';
import { type KeyPair, signText } from '@jifen/platform';
import { type Grant, type GrantContent, MAX_SIGNED_GRANTS, type SignGrant, type Writer, writeGrantText } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import type { Book } from '../ledger/book.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { isGrantingBarred } from '../placement/barrier.ts';
import { heldHere } from '../placement/placer.ts';
import { recallMisplaced } from '../placement/recall.ts';
import { writeWants } from '../placement/want.ts';
import { type Caller, isInScope, scopeOf } from '../service/caller.ts';
import { findMemberInScope } from '../service/member-service.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { logRecordSaved } from '../service/save-record.ts';
import { loadUnions } from '../settlement/union.ts';
import { oldestLivingVintage } from '../store/chain-time.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import { findMember, type MemberRow } from '../store/member-list-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { countGrantRequest } from './count-request.ts';
import { findGrantableTill } from './find-till.ts';
import { type Elsewhere, listElsewhere } from './list-elsewhere.ts';
import { type Move, moveToTill, type Moved } from './move-to-till.ts';

export type GrantRequest = {
  readonly memberId: MemberId;
  readonly branchId: BranchId;
  /** How many points must lie there in all; null: as many as there are. */
  readonly n: number | null;
};

export type IssuedGrant = {
  readonly branchId: BranchId;
  /** For a QR code, or for typing; null when the till knows of everything already. */
  readonly text: string | null;
  /** What the text brings to a till that has heard of none of it. */
  readonly n: number;
  /** All that lies at the branch then, as HQ knows. */
  readonly there: number;
  readonly stillElsewhere: readonly Elsewhere[];
  readonly issuedAt: UnixMs;
};

/**
 * Gives a member's points to one branch, whose line may be cut, and writes it down for a phone to show there. The points are out of the
 * pool, durably, before the text exists. Asking again tells the present grants again and moves only what came to the pool since.
 */
export async function issueGrant(context: HqContext, caller: Caller, request: GrantRequest): Promise<Result<IssuedGrant, HqProblem>> {
  const done = await inTransaction(context.store, (trx) => issueWithin(trx, context, { caller, request }));
  if (!done.ok) return done;
  const { poked, content, ...rest } = done.value;
  for (const branch of poked) context.pokes.poke(branch);
  return ok({ ...rest, text: content === null ? null : writeGrantText(content, signerOf(context.keys.signing)) });
}

type Asked = { readonly caller: Caller; readonly request: GrantRequest };
type Done = Omit<IssuedGrant, 'text'> & { readonly poked: ReadonlySet<BranchId>; readonly content: GrantContent | null };

async function issueWithin(trx: Transaction<HqSchema>, context: HqContext, asked: Asked): Promise<Result<Done, HqProblem>> {
  const { caller, request } = asked;
  const now = context.clock();
  const found = await findAllowed(trx, asked);
  if (!found.ok) return found;
  const counted = await countGrantRequest(trx, { who: whoIs(caller), now });
  if (!counted.ok) return counted;
  const unions = await loadUnions(trx, new Set([request.memberId]));
  const members = unions.membersOf(unions.rootOf(request.memberId));
  if (!(await isActive(trx, found.value, members))) return err({ code: 'member_inactive' });
  const life = await findGrantableTill(trx, request.branchId);
  if (!life.ok) return life;
  const epoch = await getHistoryEpoch(trx);
  if (await isGrantingBarred(trx, epoch, life.value)) return err({ code: 'grants_barred' });
  const till: Writer = { branch: life.value.branch_id, incarnation: life.value.incarnation };
  const hq: Writer = { branch: HQ_BRANCH, incarnation: epoch };
  const book = await loadBook(trx, { members: unions.members, writer: till, hq, unclaimed: [], rewards: new Set() });
  const booking: HqBooking = { book, hq, now, drafts: [] };
  const move: Move = { till, members, unions, wanted: request.n };
  const moved = await moveToTill(trx, booking, move);
  const poked = await writeMove(trx, context, { booking, move, moved });
  if (moved.n > 0) await noteGrant(trx, context, { asked, till, n: moved.n });
  const content = contentOf(booking, move);
  return ok({
    branchId: till.branch,
    n: content === null ? 0 : untoldOf(book, content),
    there: members.flatMap((member) => heldHere({ book, here: till, now }, member)).reduce((sum, held) => sum + held.n - held.expired, 0),
    stillElsewhere: await listElsewhere(trx, { members, here: till.incarnation, now }),
    issuedAt: now,
    poked: moved.n > 0 ? new Set([...poked, till.branch]) : poked,
    content,
  });
}

/** The member, where the caller may ask for them; whatever lies outside of the caller's reach answers like an id that does not exist. */
async function findAllowed(trx: Transaction<HqSchema>, { caller, request }: Asked): Promise<Result<MemberRow, HqProblem>> {
  const isOwn = caller.kind === 'member' ? caller.memberId === request.memberId : isInScope(scopeOf(caller), request.branchId);
  if (!isOwn) return err(NOT_FOUND);
  const { memberId } = request;
  const row = caller.kind === 'member' ? await findMember(trx, memberId) : await findMemberInScope(trx, scopeOf(caller), memberId);
  return row === null ? err(NOT_FOUND) : ok(row);
}

/** Both the id that was asked for and the one that the person goes by now. */
async function isActive(trx: Transaction<HqSchema>, asked: MemberRow, [root]: readonly MemberId[]): Promise<boolean> {
  if (asked.is_active !== 1) return false;
  if (root === undefined || root === asked.member_id) return true;
  return (await findMember(trx, root))?.is_active === 1;
}

type Writing = { readonly booking: HqBooking; readonly move: Move; readonly moved: Moved };

/** Writes what was moved and calls the rest over; the answer are the branches to poke. */
async function writeMove(trx: Transaction<HqSchema>, context: HqContext, { booking, moved }: Writing): Promise<ReadonlySet<BranchId>> {
  const { store } = context;
  const { misplaced, wants } = moved;
  const recalled = await recallMisplaced(trx, store, { now: booking.now, misplaced, held: [] });
  await writeWants(trx, store, { wants, served: [] });
  return new Set([...recalled, ...(await finishBooking(trx, context, booking))]);
}

type Noting = { readonly asked: Asked; readonly till: Writer; readonly n: number };

/** Who had points moved stands in the audit; the grant itself is HQ's event. */
async function noteGrant(trx: Transaction<HqSchema>, context: HqContext, { asked: { caller, request }, till, n }: Noting): Promise<void> {
  await logRecordSaved(trx, context, {
    topic: 'member',
    key: request.memberId,
    fields: ['grant'],
    data: { branchId: till.branch, incarnation: till.incarnation, n },
    staff: caller.kind === 'staff' ? caller.staffId : null,
    feed: [],
  });
}

/** The grants that the till has not said it knows, oldest vintage first where there are too many for one text. */
function contentOf({ book, hq, now }: HqBooking, { till, members }: Move): GrantContent | null {
  const oldest = oldestLivingVintage(now);
  const untold = members
    .flatMap((member) => book.rights.groupOf(member))
    .filter(({ incarnation, vintage, granted, reported }) => incarnation === till.incarnation && granted > reported && vintage >= oldest)
    .toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1))
    .slice(0, MAX_SIGNED_GRANTS);
  if (untold.length === 0) return null;
  const grants = members
    .flatMap((member) => untold.filter((row) => row.member_id === member))
    .map((row): Grant => {
      return { memberId: row.member_id, vintage: row.vintage, granted: points(row.granted) };
    });
  return { ...till, historyEpoch: hq.incarnation, grants, issuedAt: now };
}

function untoldOf(book: Book, { incarnation, grants }: GrantContent): number {
  const rows = grants.flatMap(({ memberId, vintage }) =>
    book.rights.groupOf(memberId).filter((row) => row.incarnation === incarnation && row.vintage === vintage),
  );
  return rows.reduce((sum, { granted, reported }) => sum + granted - reported, 0);
}

function whoIs(caller: Caller): string {
  return caller.kind === 'staff' ? `staff ${caller.staffId}` : `member ${caller.memberId}`;
}

function signerOf(keys: KeyPair): SignGrant {
  return (text) => Buffer.from(signText(keys, text), 'base64');
}
