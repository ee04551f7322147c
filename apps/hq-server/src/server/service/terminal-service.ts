import { type BranchId, err, HQ_BRANCH, type Incarnation, ok, type Result, type TerminalId, type UnixMs, unixMs } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { formatEnrolText, hqKeyOf, type IncarnationState } from '@jifen/sync';
import type { HqContext } from '../context.ts';
import { findBranch } from '../store/branch-store.ts';
import {
  findTerminal,
  insertEnrolmentCode,
  listTerminalLives,
  listTerminals,
  revokeTerminal,
  type TerminalLife,
  type TerminalRow,
} from '../store/terminal-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { logRecordSaved } from './save-record.ts';

export type Terminal = {
  readonly id: TerminalId;
  readonly branchId: BranchId;
  readonly name: string;
  readonly state: 'active' | 'revoked';
  readonly lastSeenAt: UnixMs | null;
  readonly app: string;
  /** Null until the terminal's first exchange. */
  readonly incarnation: Incarnation | null;
  readonly incarnationState: IncarnationState | null;
  readonly pendingEvents: number;
};

export type EnrolmentCode = {
  readonly code: string;
  readonly expiresAt: UnixMs;
  readonly hqUrl: string;
  /** An `EnrolText`, for a QR code. */
  readonly text: string;
};

const ENROLMENT_CODE_MS = 10 * 60_000;
/** 80 bits, four groups of four letters. */
const CODE_BYTES = 10;
/** Crockford's base 32: no I, L, O or U to misread. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export async function readTerminals(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery,
): Promise<Result<PageOf<Terminal>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listTerminals(context.db, scopeOf(caller), page.value);
  const lives = await listTerminalLives(
    context.db,
    rows.map((row) => row.terminal_id),
  );
  const lifeByTerminal = new Map(lives.map((life) => [life.terminalId, life]));
  const item = (row: TerminalRow) => terminalOf(row, lifeByTerminal.get(row.terminal_id));
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: '', id: row.terminal_id }), item }));
}

/** Makes a code that enrols one terminal, once, within ten minutes. It is told here and nowhere again. */
export async function createEnrolmentCode(
  context: HqContext,
  caller: StaffCaller,
  { branchId, terminalName }: { readonly branchId: BranchId; readonly terminalName: string },
): Promise<Result<EnrolmentCode, HqProblem>> {
  if (branchId === HQ_BRANCH) return err(NOT_FOUND);
  const code = formatCode(context.random.bytes(CODE_BYTES));
  return inTransaction(context.store, async (trx): Promise<Result<EnrolmentCode, HqProblem>> => {
    if ((await findBranch(trx, branchId)) === null) return err(NOT_FOUND);
    const now = context.clock();
    const expiresAt = unixMs(now + ENROLMENT_CODE_MS);
    await insertEnrolmentCode(trx, {
      code_hash: sha256(normalizeEnrolmentCode(code)),
      branch_id: branchId,
      terminal_name: terminalName,
      expires_at: expiresAt,
      used_at: null,
      tries: 0,
      created_by: caller.staffId,
      created_at: now,
    });
    await logRecordSaved(trx, context, {
      topic: 'terminal',
      key: branchId,
      fields: ['enrolmentCode'],
      data: { branchId, terminalName },
      staff: caller.staffId,
      feed: [],
    });
    const { publicUrl: hqUrl } = context.config;
    const hqKey = hqKeyOf(context.keys.signing.publicKey, sha256);
    return ok({ code, expiresAt, hqUrl, text: formatEnrolText({ hqUrl, code, hqKey }) });
  });
}

/** The form whose hash is kept: what people misread or add when they type a code does not matter. */
export function normalizeEnrolmentCode(code: string): string {
  return code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** From now on the terminal's signatures count for nothing. What it recorded before and has not sent stays with it. */
export async function revoke(context: HqContext, caller: StaffCaller, id: TerminalId): Promise<Result<Terminal, HqProblem>> {
  return inTransaction(context.store, async (trx): Promise<Result<Terminal, HqProblem>> => {
    const known = await findTerminal(trx, id);
    if (known === null) return err(NOT_FOUND);
    const [life] = await listTerminalLives(trx, [id]);
    if (known.state === 'revoked') return ok(terminalOf(known, life));
    await revokeTerminal(trx, id, context.clock());
    await logRecordSaved(trx, context, {
      topic: 'terminal',
      key: id,
      fields: ['state'],
      data: { state: 'revoked' },
      staff: caller.staffId,
      feed: [],
    });
    return ok(terminalOf({ ...known, state: 'revoked' }, life));
  });
}

function formatCode(bytes: Uint8Array): string {
  let bits = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  let letters = '';
  for (let i = 0; i < (bytes.length * 8) / 5; i += 1) {
    letters = CODE_LETTERS.charAt(Number(bits & 31n)) + letters;
    bits >>= 5n;
  }
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

function terminalOf(row: TerminalRow, life: TerminalLife | undefined): Terminal {
  return {
    id: row.terminal_id,
    branchId: row.branch_id,
    name: row.name,
    state: row.state,
    lastSeenAt: row.last_seen_at,
    app: row.app,
    incarnation: life?.incarnation ?? null,
    incarnationState: life?.state ?? null,
    pendingEvents: life?.pendingEvents ?? 0,
  };
}
