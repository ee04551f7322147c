import { sha256, type SqliteHandle } from '@jifen/platform';
import { GENESIS_HASH, ZERO_HLC } from '@jifen/sync';
import { hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { Findings } from './finding.ts';
import { type EventRow, type LogContent, placeOfRow, readContent, type ReadRow, type TextRow } from './log-row.ts';

type IncarnationRow = HqSchema['incarnation'];

/** One log as far as the check has come. */
type Chain = {
  readonly branch: string;
  readonly incarnation: string;
  /** The largest seq so far, and its row's hash and stamp. */
  seq: number;
  hash: string;
  hlc: string;
  /** Seqs below it that have not been seen. */
  readonly missing: Set<number>;
};

export type ChainCheck = {
  /** Null when the text is no event at all. */
  check(row: TextRow): ReadRow<TextRow> | null;
  /** Compares the ends of the logs with what HQ noted; the answer is how many logs there are. */
  finish(): number;
};

/**
 * Checks every chain anew from the stored texts: SHA-256 of the text is the hash, the previous hash is that of the row before it, seqs
 * have no gap, columns say what the text says, and the log ends where HQ says it does. Nothing of the code that writes chains is used.
 */
export function createChainCheck(db: SqliteHandle, findings: Findings): ChainCheck {
  const chains = new Map<string, Chain>();
  const hashAt = db
    .prepare<[string, string, number], string>('select hash from event where branch_id = ? and incarnation = ? and seq = ?')
    .pluck();
  const chainOf = ({ branch_id: branch, incarnation }: TextRow): Chain => {
    const key = `${branch}/${incarnation}`;
    const known = chains.get(key);
    if (known !== undefined) return known;
    const chain: Chain = { branch, incarnation, seq: 0, hash: GENESIS_HASH, hlc: ZERO_HLC, missing: new Set() };
    chains.set(key, chain);
    return chain;
  };
  return {
    check: (row) => {
      const chain = chainOf(row);
      const before = chain.seq === row.seq - 1 ? chain.hash : hashAt.get(row.branch_id, row.incarnation, row.seq - 1);
      step(chain, row, findings);
      const isHashTrue = sha256(row.content) === row.hash;
      if (!isHashTrue) findings.add('event_altered', placeOfRow(row));
      const content = readContent(row.content);
      if (content === null) {
        if (isHashTrue) findings.add('event_unreadable', placeOfRow(row));
        return null;
      }
      if (chain.seq === row.seq) chain.hlc = content.hlc;
      const isTrue = checkColumns(row, content, findings) && isHashTrue;
      if (isTrue && before !== undefined && before !== content.prevHash) nameBreak(row, findings);
      return { row, content, isTrue };
    },
    finish: () => {
      const rows = db.prepare<[], IncarnationRow>('select * from incarnation').all();
      const rowByKey = new Map(rows.map((row) => [`${row.branch_id}/${row.incarnation}`, row]));
      for (const [key, chain] of chains) finishChain(chain, rowByKey.get(key), findings);
      for (const [key, row] of rowByKey) if (!chains.has(key)) finishEmpty(row, findings);
      return chains.size;
    },
  };
}

function step(chain: Chain, row: TextRow, findings: Findings): void {
  if (row.seq <= chain.seq) {
    findings.add('event_out_of_order', placeOfRow(row));
    chain.missing.delete(row.seq);
    return;
  }
  for (let seq = chain.seq + 1; seq < row.seq && chain.missing.size < MOST_MISSING; seq += 1) chain.missing.add(seq);
  chain.seq = row.seq;
  chain.hash = row.hash;
}

/** This row is whole and says which event it follows; that one stands there no more. */
function nameBreak(row: TextRow, findings: Findings): void {
  if (row.seq === 1) findings.add('chain_broken', placeOfRow(row));
  else findings.add('event_replaced', { ...placeOfRow(row), seq: row.seq - 1 });
}

/** A seq column of a million million must not fill the memory. */
const MOST_MISSING = 100_000;

function checkColumns(row: TextRow, content: LogContent, findings: Findings): boolean {
  if (
    row.event_id === content.id &&
    row.branch_id === content.branch &&
    row.incarnation === content.incarnation &&
    row.seq === content.seq &&
    row.prev_hash === content.prevHash &&
    row.at === content.at &&
    row.type === content.type &&
    row.type_version === content.typeVersion
  ) {
    return true;
  }
  const pairs = [
    ['branch_id', row.branch_id, content.branch],
    ['incarnation', row.incarnation, content.incarnation],
    ['seq', row.seq, content.seq],
    ['prev_hash', row.prev_hash, content.prevHash],
    ['at', row.at, content.at],
    ['type', row.type, content.type],
    ['type_version', row.type_version, content.typeVersion],
  ] as const;
  const altered = pairs.filter(([, found, expected]) => found !== expected);
  for (const [field, found, expected] of altered)
    findings.add('column_altered', placeOfRow(row), { field, expected: expected ?? null, found });
  const isIdTrue = row.event_id === content.id || isRepeated(row);
  if (!isIdTrue) findings.add('column_altered', placeOfRow(row), { field: 'event_id', expected: content.id, found: row.event_id });
  return isIdTrue && altered.length === 0;
}

/** An id that stands elsewhere already: the row is kept under an id of its place. */
export function isRepeated({ event_id, branch_id, incarnation, seq }: EventRow): boolean {
  return event_id === hqEventId('repeated', branch_id, incarnation, String(seq));
}

function finishChain(chain: Chain, row: IncarnationRow | undefined, findings: Findings): void {
  const { branch, incarnation } = chain;
  for (const [from, until] of runsOf(chain.missing)) {
    findings.add('chain_gap', { branch, incarnation, seq: from }, { field: 'until', expected: until });
  }
  if (row === undefined) {
    findings.add('incarnation_differs', { branch, incarnation, seq: null }, { field: 'row', expected: 'present', found: 'absent' });
    return;
  }
  if (row.last_seq > chain.seq) {
    findings.add('chain_truncated', { branch, incarnation, seq: chain.seq + 1 }, { field: 'until', expected: row.last_seq });
    return;
  }
  const pairs = [
    ['last_seq', row.last_seq, chain.seq],
    ['last_hash', row.last_hash, chain.hash],
    ['last_hlc', row.last_hlc, chain.hlc],
  ] as const;
  for (const [field, found, expected] of pairs) {
    if (found !== expected) findings.add('incarnation_differs', { branch, incarnation, seq: chain.seq }, { field, expected, found });
  }
}

function finishEmpty({ branch_id: branch, incarnation, last_seq }: IncarnationRow, findings: Findings): void {
  if (last_seq === 0) return;
  findings.add('chain_truncated', { branch, incarnation, seq: 1 }, { field: 'until', expected: last_seq });
}

function runsOf(seqs: ReadonlySet<number>): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const seq of [...seqs].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === seq - 1) last[1] = seq;
    else runs.push([seq, seq]);
  }
  return runs;
}
