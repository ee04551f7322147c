import type { BranchId, Incarnation, TerminalId, UnixMs } from '@jifen/core';
import type { IncarnationState } from '@jifen/sync';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';
import { rowOf, statement } from './statement.ts';

export type TerminalRow = Selectable<HqSchema['terminal']>;

/** The incarnation that a terminal last spoke with, and how much of its log is still to come. */
export type TerminalLife = {
  readonly terminalId: TerminalId;
  readonly incarnation: Incarnation;
  readonly state: IncarnationState;
  readonly pendingEvents: number;
};

export async function listTerminals(
  db: Kysely<HqSchema>,
  scope: BranchId | null,
  { limit, after }: PageRequest,
): Promise<readonly TerminalRow[]> {
  let query = db.selectFrom('terminal').selectAll();
  if (scope !== null) query = query.where('branch_id', '=', scope);
  if (after !== null) query = query.where('terminal_id', '>', keysetId<TerminalId>(after));
  return query
    .orderBy('terminal_id')
    .limit(limit + 1)
    .execute();
}

export async function listTerminalLives(db: Kysely<HqSchema>, terminals: readonly TerminalId[]): Promise<readonly TerminalLife[]> {
  if (terminals.length === 0) return [];
  const rows = await db
    .selectFrom('incarnation')
    .where('terminal_id', 'in', terminals)
    .select(['terminal_id', 'incarnation', 'state', 'last_seq', 'head_seq', 'first_seen_at'])
    .orderBy('first_seen_at')
    .orderBy('incarnation')
    .execute();
  return rows.flatMap(({ terminal_id: terminalId, incarnation, state, head_seq, last_seq }) =>
    terminalId === null ? [] : [{ terminalId, incarnation, state, pendingEvents: Math.max(0, head_seq - last_seq) }],
  );
}

const TERMINAL = statement((sql, { terminalId }: { readonly terminalId: TerminalId }) =>
  sql.selectFrom('terminal').selectAll().where('terminal_id', '=', terminalId),
);

export async function findTerminal(db: Kysely<HqSchema>, terminalId: TerminalId): Promise<TerminalRow | null> {
  return (await rowOf(db, TERMINAL, { terminalId })) ?? null;
}

export async function revokeTerminal(trx: Transaction<HqSchema>, terminalId: TerminalId, revokedAt: UnixMs): Promise<void> {
  await trx.updateTable('terminal').set({ state: 'revoked', revoked_at: revokedAt }).where('terminal_id', '=', terminalId).execute();
}

export async function insertEnrolmentCode(trx: Transaction<HqSchema>, row: Selectable<HqSchema['enrolment_code']>): Promise<void> {
  await trx.insertInto('enrolment_code').values(row).execute();
}
