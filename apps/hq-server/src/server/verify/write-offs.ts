import type { SqliteHandle } from '@jifen/platform';
import type { ParsedPosting, Slice } from '@jifen/sync';
import { getOrMake } from './balances.ts';
import { checkTable, placeOfWords } from './check-tables.ts';
import type { Findings } from './finding.ts';
import type { KnownBody } from './log-row.ts';

type WriteOffSum = { writtenOff: number; covered: number; compensated: number };

/** branch/incarnation/member/vintage */
export type WriteOffs = Map<string, WriteOffSum>;

type Life = { readonly branch: string; readonly incarnation: string };

/** What one event of HQ says of rights that the company carries. */
export function foldWriteOffs(writeOffs: WriteOffs, event: KnownBody, postings: readonly ParsedPosting[]): void {
  const sumOf = ({ branch, incarnation }: Life, { memberId, vintage }: Omit<Slice, 'n'>) =>
    getOrMake(writeOffs, `${branch}/${incarnation}/${memberId}/${vintage}`, () => ({ writtenOff: 0, covered: 0, compensated: 0 }));
  if (event.type === 'rights_written_off') {
    for (const slice of event.body.slices) sumOf(event.body, slice).writtenOff += slice.n;
  }
  if (event.type === 'loss_compensated') {
    for (const slice of event.body.slices) sumOf(event.body, slice).compensated += slice.n;
  }
  if (event.type !== 'loss_booked') return;
  for (const { credit, n } of postings) {
    if (credit.kind === 'rights') sumOf(credit, { memberId: credit.member, vintage: credit.vintage }).covered += n;
  }
}

export function checkWriteOffs(db: SqliteHandle, writeOffs: WriteOffs, findings: Findings): void {
  checkTable(db, findings, {
    table: 'write_off',
    code: 'write_off_differs',
    find: (row) => writeOffs.get(`${row.branch_id}/${row.incarnation}/${row.member_id}/${row.vintage}`),
    list: () => [...writeOffs].map(([key, sum]) => ({ key, sum })),
    keyOf: (row) => `${row.branch_id}/${row.incarnation}/${row.member_id}/${row.vintage}`,
    placeOf: (key) => placeOfWords(key, 0),
    columnsOf: (sum) => ({
      written_off: sum?.writtenOff ?? 0,
      covered: sum?.covered ?? 0,
      compensated: sum?.compensated ?? 0,
    }),
  });
}
