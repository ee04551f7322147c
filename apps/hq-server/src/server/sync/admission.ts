import { type Incarnation, type TerminalId, unixMs, type UnixMs } from '@jifen/core';
import type { RandomSource } from '@jifen/platform';
import {
  type AdmissionDecision,
  decideAdmission,
  type ExchangeRequest,
  GENESIS_HASH,
  type IncarnationState,
  type KnownIncarnation,
  isOfAnother,
  type Writer,
  ZERO_HLC,
} from '@jifen/sync';
import type { Transaction } from 'kysely';
import { tellHolders } from '../life/tell-holders.ts';
import { getOpenLog, hqEventId, type HqEventDraft } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { rowOf, statement, write } from '../store/statement.ts';

const CHALLENGE_BYTES = 16;

export type Asking = {
  readonly till: Writer;
  readonly terminal: TerminalId;
  readonly request: Pick<ExchangeRequest, 'historyEpoch' | 'join' | 'app' | 'requestNo' | 'runs'>;
  readonly now: UnixMs;
};

export async function readHistory(trx: Transaction<HqSchema>): Promise<History> {
  const { incarnation, previous_incarnation } = await getOpenLog(trx);
  return { epoch: incarnation, isFirst: previous_incarnation === null };
}

/** HQ's history: its epoch, and whether it is the first, in which no grant can have been forgotten. */
export type History = { readonly epoch: Incarnation; readonly isFirst: boolean };

/** The incarnation as HQ knows it, whether it may speak, and what it must answer to be let in. */
export type Admission = {
  readonly known: IncarnationTable | null;
  readonly decision: AdmissionDecision;
  readonly challenge: string | null;
};

const INCARNATION = statement((sql, { branch, incarnation }: Writer) =>
  sql.selectFrom('incarnation').selectAll().where('branch_id', '=', branch).where('incarnation', '=', incarnation),
);

export async function admit(trx: Transaction<HqSchema>, { till, request }: Asking, history: History): Promise<Admission> {
  const known = await rowOf(trx, INCARNATION, till);
  const last = known === undefined ? null : knownOf(known);
  const mustProve = last === null || isOfAnother(last, request) || request.join !== null;
  const open = mustProve ? await findChallenge(trx, till) : null;
  const decision = decideAdmission(last, request, { historyEpoch: history.epoch, openChallenge: open });
  return { known: known ?? null, decision, challenge: open };
}

function knownOf({ state, last_seq, last_hash, request_no, request_run }: IncarnationTable): KnownIncarnation {
  return { state, head: { seq: last_seq, hash: last_hash }, requestNo: request_no, run: request_run };
}

type Heard = Pick<IncarnationTable, 'request_no' | 'request_run'>;
const NOTE_HEARD = statement((sql, { branch, incarnation, ...heard }: Writer & Heard) =>
  sql.updateTable('incarnation').set(heard).where('branch_id', '=', branch).where('incarnation', '=', incarnation),
);

/** Before an answer tells anything: another database that counts this number is never told anything. */
export async function noteHeard(trx: Transaction<HqSchema>, log: IncarnationTable, { till, request }: Asking): Promise<IncarnationTable> {
  if (request.requestNo === null) return log;
  const heard: Heard = { request_no: request.requestNo, request_run: request.runs.at(-1)?.run ?? '' };
  await write(trx, NOTE_HEARD, { ...till, ...heard });
  return { ...log, ...heard };
}

/** The same challenge as long as the same incarnation asks: a retry must not make the answer that is on its way void. */
export async function keepChallenge(trx: Transaction<HqSchema>, { till, now }: Asking, random: RandomSource): Promise<string> {
  const challenge = Buffer.from(random.bytes(CHALLENGE_BYTES)).toString('base64url');
  await trx.insertInto('challenge').values({ branch_id: till.branch, incarnation: till.incarnation, challenge, created_at: now }).execute();
  return challenge;
}

async function findChallenge(trx: Transaction<HqSchema>, { branch, incarnation }: Writer): Promise<string | null> {
  const row = await trx
    .selectFrom('challenge')
    .select('challenge')
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirst();
  return row?.challenge ?? null;
}

/** An incarnation that HQ lets in for the first time, as its row will be. */
export function newLog({ till, terminal, request, now }: Asking, history: History): IncarnationTable {
  return {
    branch_id: till.branch,
    incarnation: till.incarnation,
    terminal_id: terminal,
    state: 'active',
    state_reason: null,
    state_since: now,
    last_seq: 0,
    last_hash: GENESIS_HASH,
    last_hlc: ZERO_HLC,
    last_settle_at: unixMs(0),
    head_seq: 0,
    previous_incarnation: null,
    reported_epoch: history.isFirst ? history.epoch : null,
    waived_epoch: null,
    safe_seq: 0,
    first_seen_at: now,
    last_exchange_at: null,
    request_no: 0,
    request_run: '',
    resting_until: unixMs(0),
    app: request.app,
  };
}

const SPEAKING: readonly IncarnationState[] = ['active', 'draining', 'frozen'];

/** Two databases of one terminal that speak within this time may be copies of each other that fight for the name. */
const RIVAL_MS = 10 * 60_000;

export type TakeOver = {
  readonly previous: Incarnation | null;
  /** Those of the same terminal that spoke a moment ago. */
  readonly rivals: readonly Incarnation[];
  readonly drafts: readonly HqEventDraft[];
};

/**
 * A new incarnation takes its branch over: those before are in doubt from now on and may not speak, and nobody else's challenge for this
 * branch counts any more. The answer are HQ's events about it, and which one was the last before.
 */
export async function takeOver(trx: Transaction<HqSchema>, { till, terminal, now }: Asking): Promise<TakeOver> {
  const before = await trx
    .selectFrom('incarnation')
    .select(['incarnation', 'terminal_id', 'last_exchange_at'])
    .where('branch_id', '=', till.branch)
    .where('state', 'in', SPEAKING)
    .orderBy('first_seen_at', 'desc')
    .execute();
  const reason = `replaced by ${till.incarnation}`;
  await trx
    .updateTable('incarnation')
    .set({ state: 'in_doubt', state_reason: reason, state_since: now })
    .where('branch_id', '=', till.branch)
    .where('state', 'in', SPEAKING)
    .execute();
  await trx.deleteFrom('recall').where('branch_id', '=', till.branch).execute();
  await trx.deleteFrom('challenge').where('branch_id', '=', till.branch).execute();
  for (const { incarnation } of before) await tellHolders(trx, { branch: till.branch, incarnation });
  const isFresh = (at: UnixMs | null) => at !== null && now - at < RIVAL_MS;
  return {
    previous: before[0]?.incarnation ?? null,
    rivals: before.filter((row) => row.terminal_id === terminal && isFresh(row.last_exchange_at)).map(({ incarnation }) => incarnation),
    drafts: before.map(({ incarnation }) => stateChange({ branch: till.branch, incarnation }, 'in_doubt', reason)),
  };
}

export function stateChange({ branch, incarnation }: Writer, state: IncarnationState, reason: string): HqEventDraft {
  return {
    id: hqEventId('incarnation_changed', branch, incarnation, state, reason),
    type: 'incarnation_changed',
    body: { branch, incarnation, state, reason },
    postings: [],
    staff: null,
    private: null,
  };
}
