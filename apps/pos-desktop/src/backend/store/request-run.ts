import { MAX_TOLD_RUNS, type RequestRun } from '@jifen/sync';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

const NOTE = statement((sql, { run, from }: RequestRun) =>
  sql
    .insertInto('request_run')
    .values({ run, from_no: from })
    .onConflict((on) => on.column('run').doNothing()),
);

/** The run that sends a request now; only its first one counts. */
export function noteRun(trx: BranchTrx, run: RequestRun): void {
  trx.run(NOTE, run);
}

const NEWEST = statement((sql) => sql.selectFrom('request_run').select(['run', 'from_no']).orderBy('from_no', 'desc').limit(MAX_TOLD_RUNS));

/** The runs that sent this life's requests, oldest first, as far as they matter. */
export function listRuns(db: BranchDb): RequestRun[] {
  return db
    .all(NEWEST, {})
    .map(({ run, from_no: from }) => ({ run, from }))
    .toReversed();
}

const DROP_BEFORE = statement((sql, { requestNo }: { readonly requestNo: number }) =>
  sql.deleteFrom('request_run').where('from_no', '<', (eb) =>
    eb
      .selectFrom('request_run')
      .select(({ fn }) => fn.max('from_no').as('from_no'))
      .where('from_no', '<=', requestNo),
  ),
);

/** HQ answered this request: of the runs that ended before it nothing will be asked. */
export function dropRunsBefore(trx: BranchTrx, requestNo: number): void {
  trx.run(DROP_BEFORE, { requestNo });
}

/** Another life counts its requests anew. */
export function dropRuns(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('request_run'));
}
