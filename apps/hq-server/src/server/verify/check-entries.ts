import type { EventId, UnixMs } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { ParsedPosting } from '@jifen/sync';
import type { HqSchema } from '../store/schema.ts';
import type { EntryTable } from '../store/table/ledger-tables.ts';
import { addRowFault, compareColumns } from './compare-rows.ts';
import type { Findings } from './finding.ts';
import { entriesOf, type EntrySum } from './fold-postings.ts';
import { type EventRow, isOfHq, placeOfRow, readContent, type TextRow } from './log-row.ts';
import { readPostings } from './read-postings.ts';

export type BookedEvent = {
  readonly row: TextRow;
  readonly postings: readonly ParsedPosting[];
  /** When it counts for the member. */
  readonly at: UnixMs;
  /** The sale or redemption that it is about; undefined: only its writer knows. */
  readonly referenceId: EventId | null | undefined;
};

/** Compares the members' statements with the postings, line by line. */
export type EntryCheck = { check(event: BookedEvent): void; finish(): void };

export function createEntryCheck(db: SqliteHandle, findings: Findings): EntryCheck {
  const entryOf = db.prepare<[string, number, string], Omit<EntryTable, 'member_id' | 'at' | 'event_id'>>(
    'select kind, branch_id, points, experience, reference_id from entry where member_id = ? and at = ? and event_id = ?',
  );
  let seen = 0;
  return {
    check: ({ row, postings, at, referenceId }) => {
      const place = placeOfRow(row);
      for (const { member, ...sums } of entriesOf(writerOf(row), postings)) {
        const of = { code: 'entry_differs', place, key: `${member}/${row.event_id}` } as const;
        const found = entryOf.get(member, at, row.event_id);
        if (found === undefined) {
          addRowFault(findings, of, 'absent');
          continue;
        }
        seen += 1;
        const { kind, points, experience } = sums;
        const expected = { kind, branch_id: row.branch_id, points, experience, reference_id: referenceId };
        compareColumns(findings, { ...of, expected }, found);
      }
    },
    finish: () => {
      if (Number(db.prepare('select count(*) from entry').pluck().get()) !== seen) listUnexpected(db, findings);
    },
  };
}

function writerOf({ branch_id: branch, incarnation }: Pick<EventRow, 'branch_id' | 'incarnation'>) {
  return { branch, incarnation };
}

/** Looks at every line from the other side: only when there are more than the events make. */
function listUnexpected(db: SqliteHandle, findings: Findings): void {
  const eventOf = db.prepare<[string], HqSchema['event']>('select * from event where event_id = ?');
  for (const entry of db.prepare<[], EntryTable>('select * from entry').iterate()) {
    const row = eventOf.get(entry.event_id);
    if (row !== undefined && isMadeBy(row, entry)) continue;
    const at = { code: 'entry_differs', key: `${entry.member_id}/${entry.event_id}` } as const;
    addRowFault(findings, { ...at, place: row === undefined ? NO_EVENT : placeOfRow(row) }, 'not_expected');
  }
}

const NO_EVENT = { branch: null, incarnation: null, seq: null };

function isMadeBy(row: HqSchema['event'], entry: EntryTable): boolean {
  const at = isOfHq(row) ? row.at : row.settle_at;
  return at === entry.at && entriesOfText(row).some(({ member }) => member === entry.member_id);
}

function entriesOfText(row: HqSchema['event']): readonly EntrySum[] {
  const content = row.code === 'posting_not_allowed' ? null : readContent(row.content);
  if (content === null) return [];
  const reading = readPostings({ row, content, isTrue: false });
  return reading.kind === 'booked' ? entriesOf(writerOf(row), reading.postings) : [];
}
