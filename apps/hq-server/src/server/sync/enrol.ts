import { type BranchId, CARDS_PER_BLOCK, err, must, ok, parseTerminalId, type Result, type TerminalId, type UnixMs } from '@jifen/core';
import { isSignatureTrue, sha256, uuidAt } from '@jifen/platform';
import { type EnrolRequest, enrolRequestSchema, type EnrolResponse } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { logRecordSaved } from '../service/save-record.ts';
import { normalizeEnrolmentCode } from '../service/terminal-service.ts';
import { countTry, forgiveTry } from '../service/throttle.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { EnrolmentCodeTable } from '../store/table/access-tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { malformed } from './answer-exchange.ts';
import type { SyncProblem } from './sync-problem.ts';

/** A code dies after this many tries with it that failed. */
const MAX_TRIES = 5;

/**
 * Makes a terminal out of a one-time code and a public key. Whatever is wrong with the code, the answer is the same. A repeat by the same
 * key, whose answer was lost, is answered again as long as the code lives; any other use of a used code fails.
 */
export async function enrol(context: HqContext, body: unknown, from: string): Promise<Result<EnrolResponse, SyncProblem>> {
  const parsed = enrolRequestSchema.safeParse(body);
  if (!parsed.success) return err(malformed(parsed.error.issues));
  const request = parsed.data;
  // A proof is for one address: what somebody else's server was shown must not enrol here.
  if (request.hqUrl !== context.config.publicUrl) return err({ code: 'hq_url_differs' });
  const tried = { who: `enrol ${from}`, from };
  const counted = await countTry(context, tried);
  if (!counted.ok) return counted;
  const answer = await inTransaction(context.store, (trx) => enrolWithin(trx, context, request));
  if (answer.ok) await forgiveTry(context, tried);
  return answer;
}

async function enrolWithin(
  trx: Transaction<HqSchema>,
  context: HqContext,
  request: EnrolRequest,
): Promise<Result<EnrolResponse, SyncProblem>> {
  const now = context.clock();
  const code = await findLivingCode(trx, request, now);
  if (code === null) return err({ code: 'enrolment_failed' });
  if (!isProofTrue(request)) {
    await trx
      .updateTable('enrolment_code')
      .set({ tries: code.tries + 1 })
      .where('code_hash', '=', code.code_hash)
      .execute();
    return err({ code: 'enrolment_failed' });
  }
  if (code.used_at !== null) return await repeatEnrolment(trx, context, { code, request, usedAt: code.used_at });
  const terminal = newTerminalId(context, now);
  await trx.updateTable('enrolment_code').set({ used_at: now }).where('code_hash', '=', code.code_hash).execute();
  await trx
    .insertInto('terminal')
    .values({
      terminal_id: terminal,
      branch_id: code.branch_id,
      name: code.terminal_name,
      public_key: request.publicKey,
      state: 'active',
      app: request.app,
      enrolled_at: now,
      last_seen_at: null,
      revoked_at: null,
    })
    .execute();
  const cardBlock = await allotCardBlock(trx, { branch: code.branch_id, terminal, now });
  await logRecordSaved(trx, context, {
    topic: 'terminal',
    key: terminal,
    fields: ['branchId', 'name', 'publicKey', 'cardBlock'],
    data: { branchId: code.branch_id, name: code.terminal_name, publicKey: request.publicKey, cardBlock },
    staff: null,
    feed: [],
  });
  return ok(await answerOf(trx, context, { terminal, branch: code.branch_id, cardBlock }));
}

async function findLivingCode(trx: Transaction<HqSchema>, { code }: EnrolRequest, now: UnixMs): Promise<EnrolmentCodeTable | null> {
  const row = await trx
    .selectFrom('enrolment_code')
    .selectAll()
    .where('code_hash', '=', sha256(normalizeEnrolmentCode(code)))
    .executeTakeFirst();
  return row === undefined || row.expires_at <= now || row.tries >= MAX_TRIES ? null : row;
}

/** The sender has the private key, and showed the code to this HQ. */
function isProofTrue({ code, hqUrl, publicKey, proof }: EnrolRequest): boolean {
  return isSignatureTrue(publicKey, `${code}\n${hqUrl}`, Buffer.from(proof, 'base64url').toString('base64'));
}

type Repeat = { readonly code: EnrolmentCodeTable; readonly request: EnrolRequest; readonly usedAt: UnixMs };

async function repeatEnrolment(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { code, request, usedAt }: Repeat,
): Promise<Result<EnrolResponse, SyncProblem>> {
  const made = await trx
    .selectFrom('terminal')
    .innerJoin('card_block', 'card_block.terminal_id', 'terminal.terminal_id')
    .select(['terminal.terminal_id', 'card_block.block'])
    .where('terminal.public_key', '=', request.publicKey)
    .where('terminal.branch_id', '=', code.branch_id)
    .where('terminal.enrolled_at', '=', usedAt)
    .where('terminal.state', '=', 'active')
    .executeTakeFirst();
  if (made === undefined) return err({ code: 'enrolment_failed' });
  return ok(await answerOf(trx, context, { terminal: made.terminal_id, branch: code.branch_id, cardBlock: made.block }));
}

function newTerminalId({ random }: HqContext, now: UnixMs): TerminalId {
  const id = parseTerminalId(uuidAt(now, random));
  return must(id.ok ? id.value : null, 'a new terminal id');
}

type Allotment = { readonly branch: BranchId; readonly terminal: TerminalId; readonly now: UnixMs };

/** The next run of card numbers; no two terminals ever share one. */
async function allotCardBlock(trx: Transaction<HqSchema>, { branch, terminal, now }: Allotment): Promise<number> {
  const last = await trx
    .selectFrom('card_block')
    .select((eb) => eb.fn.max('block').as('block'))
    .executeTakeFirst();
  const block = (last?.block ?? -1) + 1;
  must(block < CARDS_PER_BLOCK ? block : null, 'a free block of card numbers');
  await trx.insertInto('card_block').values({ block, branch_id: branch, terminal_id: terminal, allotted_at: now }).execute();
  return block;
}

type Enrolled = { readonly terminal: TerminalId; readonly branch: BranchId; readonly cardBlock: number };

async function answerOf(
  trx: Transaction<HqSchema>,
  { keys, clock }: HqContext,
  { terminal, branch, cardBlock }: Enrolled,
): Promise<EnrolResponse> {
  const { name } = await trx.selectFrom('branch').select('name').where('branch_id', '=', branch).executeTakeFirstOrThrow();
  return {
    terminal,
    branch,
    branchName: name,
    hqPublicKey: keys.signing.publicKey,
    indexKey: keys.indexKey,
    cardBlock,
    historyEpoch: await getHistoryEpoch(trx),
    serverTime: clock(),
  };
}
