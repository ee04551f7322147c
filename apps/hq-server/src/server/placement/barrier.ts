import { type BranchId, HQ_BRANCH, type Incarnation, type TerminalId, type UnixMs } from '@jifen/core';
import type { IncarnationState } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { rowOf, statement } from '../store/statement.ts';

/** States in which an incarnation may hold what a restored HQ has forgotten. Of a closed or written-off one a person has decided. */
const ANSWERABLE: readonly IncarnationState[] = ['active', 'draining', 'frozen', 'in_doubt', 'forked'];

/**
 * After HQ was restored it may have forgotten grants. Until every incarnation that could hold one has reported under the new history
 * epoch and sent its log to the end, nothing new is granted. One that died before it reported keeps the barrier shut until a person decides,
 * and so do those that may have been forgotten altogether.
 */
export async function isGrantingBarred(db: Kysely<HqSchema>, historyEpoch: Incarnation, asking: IncarnationTable): Promise<boolean> {
  return asking.reported_epoch !== historyEpoch || (await isAnybodyMissing(db, historyEpoch, asking.incarnation));
}

const HISTORY = statement((sql, { epoch }: { readonly epoch: Incarnation }) =>
  sql.selectFrom('incarnation').select('previous_incarnation').where('branch_id', '=', HQ_BRANCH).where('incarnation', '=', epoch),
);

/** Whether anything that spends the pool has to wait: grants, and what HQ promises out of it. */
export async function isBarrierShut(db: Kysely<HqSchema>, historyEpoch: Incarnation): Promise<boolean> {
  const history = await rowOf(db, HISTORY, { epoch: historyEpoch });
  // In the first history no grant can have been forgotten.
  if (history?.previous_incarnation === null) return false;
  return await isAnybodyMissing(db, historyEpoch, null);
}

type Silence = { readonly epoch: Incarnation };
const SOME_SILENT = statement((sql, { epoch }: Silence) => silentOnes(sql, epoch).select('incarnation').limit(1));
const OTHER_SILENT = statement((sql, { epoch, besides }: Silence & { readonly besides: Incarnation }) =>
  silentOnes(sql, epoch).select('incarnation').where('incarnation', '!=', besides).limit(1),
);
const SOME_NEVER_HEARD = statement((sql, { epoch }: Silence) => neverHeard(sql, epoch).select('terminal_id').limit(1));

/** `besides`: one that is not asked about. */
async function isAnybodyMissing(db: Kysely<HqSchema>, epoch: Incarnation, besides: Incarnation | null): Promise<boolean> {
  const silent = await (besides === null ? rowOf(db, SOME_SILENT, { epoch }) : rowOf(db, OTHER_SILENT, { epoch, besides }));
  return silent !== undefined || (await rowOf(db, SOME_NEVER_HEARD, { epoch })) !== undefined;
}

type PoolUse = {
  readonly isFirstHistory: boolean;
  readonly hq: { readonly incarnation: Incarnation };
  readonly log: { readonly row: IncarnationTable };
};

/**
 * Whether HQ may take from pools by itself, for a debt or at the end of a vintage: not while what lies there may have been granted before
 * the restore, because the member could spend it once more at that branch.
 */
export async function mayUsePools(db: Kysely<HqSchema>, { isFirstHistory, hq, log }: PoolUse): Promise<boolean> {
  return isFirstHistory || !(await isGrantingBarred(db, hq.incarnation, log.row));
}

export type SilentLife = Pick<IncarnationTable, 'branch_id' | 'incarnation' | 'state' | 'last_exchange_at' | 'last_seq' | 'head_seq'>;
export type SilentTerminal = { readonly terminal_id: TerminalId; readonly branch_id: BranchId; readonly enrolled_at: UnixMs };

export type Silent = {
  readonly lives: readonly SilentLife[];
  readonly terminals: readonly SilentTerminal[];
  /** HQ's own history while nobody has said that no till is missing; null afterwards, and in the first history. */
  readonly unconfirmed: SilentLife | null;
};

/** For whom the barrier waits. */
export async function listSilent(db: Kysely<HqSchema>, historyEpoch: Incarnation): Promise<Silent> {
  const silent = await silentOnes(db, historyEpoch)
    .select(['branch_id', 'incarnation', 'state', 'last_exchange_at', 'last_seq', 'head_seq'])
    .orderBy('branch_id')
    .orderBy('incarnation')
    .execute();
  const terminals = await neverHeard(db, historyEpoch).select(['terminal_id', 'branch_id', 'enrolled_at']).orderBy('terminal_id').execute();
  const isOfHq = ({ branch_id }: SilentLife) => branch_id === HQ_BRANCH;
  return { lives: silent.filter((life) => !isOfHq(life)), terminals, unconfirmed: silent.find(isOfHq) ?? null };
}

/**
 * Those that may hold what is forgotten, and until a person says that there are none HQ's own history: for tills that were enrolled after
 * the copy was made, whose names are forgotten too.
 */
function silentOnes(db: Kysely<HqSchema>, historyEpoch: Incarnation) {
  return db
    .selectFrom('incarnation')
    .where((eb) =>
      eb.or([eb('branch_id', '!=', HQ_BRANCH), eb.and([eb('incarnation', '=', historyEpoch), eb('previous_incarnation', 'is not', null)])]),
    )
    .where('state', 'in', ANSWERABLE)
    .where((eb) => eb.or([eb('reported_epoch', 'is', null), eb('reported_epoch', '!=', historyEpoch)]))
    .where((eb) => eb.or([eb('waived_epoch', 'is', null), eb('waived_epoch', '!=', historyEpoch)]));
}

/**
 * Terminals that were enrolled before the copy was made and that HQ has never heard of: their first exchanges, and all that was granted
 * in them, may be what it has forgotten. A revoked one is not waited for.
 */
function neverHeard(db: Kysely<HqSchema>, historyEpoch: Incarnation) {
  return db
    .selectFrom('terminal')
    .where('state', '=', 'active')
    .where('last_seen_at', 'is', null)
    .where('enrolled_at', '<', (eb) =>
      eb.selectFrom('incarnation').select('first_seen_at').where('branch_id', '=', HQ_BRANCH).where('incarnation', '=', historyEpoch),
    );
}
