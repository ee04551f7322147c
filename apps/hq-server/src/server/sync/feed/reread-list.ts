import type { AppliedResponse, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqSchema } from '../../store/schema.ts';
import { rowsOf, statement } from '../../store/statement.ts';

const MAX_TOLD = 500;

type Rereads = { readonly told: AppliedResponse['dispositions']; readonly upTo: number };

const REREADS = statement((sql, { branch, incarnation }: Writer) =>
  sql
    .selectFrom('reread')
    .selectAll()
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .orderBy('gseq')
    .limit(MAX_TOLD),
);

/** Events of this till that HQ read later than they came, as far as it has not heard of it; what it has heard is forgotten. */
export async function listRereads(trx: Transaction<HqSchema>, { branch, incarnation }: Writer, cursor: number): Promise<Rereads> {
  const rows = await rowsOf(trx, REREADS, { branch, incarnation });
  if (rows.length === 0) return { told: [], upTo: 0 };
  if (rows.some(({ gseq }) => gseq <= cursor)) {
    const own = trx.deleteFrom('reread').where('branch_id', '=', branch).where('incarnation', '=', incarnation);
    await own.where('gseq', '<=', cursor).execute();
  }
  const open = rows.filter(({ gseq }) => gseq > cursor);
  return {
    told: open.map(({ seq, event_id: id, disposition, code }) => ({ seq, id, disposition, code: code ?? '' })),
    upTo: open.at(-1)?.gseq ?? 0,
  };
}
