import { hold } from '../violation.ts';
import type { PrivateRow } from './disk-reader.ts';
import type { HqReader } from './hq-reader.ts';
import type { Disk } from './truth.ts';

/**
 * I7: what is personal beside a till's log reaches HQ, and a till lets go of a credential only when a copy of HQ off its box holds it.
 * What of HQ's log is in a copy is what the person who copied it saw.
 */
export type PrivateLaw = {
  touch(disk: Disk): void;
  /** HQ was copied to this file. */
  copied(file: string, reader: HqReader): void;
  /**
   * That copy is HQ from now on. What only a newer one held is lost by the choice of who put it back: what a till let go of before, and what
   * it lets go of on the word of an earlier history until it hears of this one.
   */
  restored(file: string, reader: HqReader): void;
  readonly erased: (member: string) => void;
  readonly wasErased: (member: string) => boolean;
  /** Everything came to rest: nothing personal of a living database is missing at HQ. */
  checkEnd(disks: readonly Disk[], reader: HqReader): void;
};

/** How far each log is in a copy of HQ. */
type Ends = ReadonlyMap<string, number>;

export function createPrivateLaw(): PrivateLaw {
  /** By file: how far each log is in it. */
  const copies = new Map<string, Ends>();
  /** The copy that HQ was put back from last. */
  let putBack: { readonly history: string | undefined; readonly ends: Ends } | null = null;
  /** Databases that heard of the history that it opened. */
  const heard = new Set<number>();
  const safe = new Map<string, number>();
  const erased = new Set<string>();
  const lost = new Set<string>();
  const waiting = new Map<number, Map<string, PrivateRow>>();
  const gone = new Map<string, PrivateRow>();
  const isErased = ({ member_id: member }: PrivateRow) => member !== null && erased.has(member);
  return {
    touch: (disk) => {
      const safeSeq = disk.reader.safeSeq();
      const most = safe.get(disk.liveIncarnation) ?? 0;
      const name = `${disk.branch} ${disk.liveIncarnation}`;
      hold(safeSeq <= most, 'I7', () => `${name} takes its log for safe up to ${safeSeq}, a copy of HQ holds it to ${most}`);
      if (disk.reader.historyEpoch() === putBack?.history) heard.add(disk.id);
      const now = new Map(disk.reader.credentials().map((row) => [row.event_id, row]));
      for (const [id, row] of waiting.get(disk.id) ?? []) {
        if (now.has(id)) continue;
        const isSafe = row.seq <= (safe.get(row.incarnation) ?? 0);
        hold(isSafe || isErased(row), 'I7', () => `${name} let go of the credential of ${id}, which no copy of HQ holds`);
        gone.set(id, row);
        if (putBack !== null && !heard.has(disk.id) && isMissing(row, putBack.ends)) lost.add(id);
      }
      waiting.set(disk.id, now);
    },
    copied: (file, reader) => {
      const ends = new Map(reader.incarnations().map((row) => [row.incarnation, row.last_seq]));
      copies.set(file, ends);
      for (const [incarnation, seq] of ends) safe.set(incarnation, Math.max(seq, safe.get(incarnation) ?? 0));
    },
    restored: (file, reader) => {
      const history = reader.incarnations().find(({ branch_id, state }) => branch_id === 'hq' && state === 'active')?.incarnation;
      putBack = { history, ends: copies.get(file) ?? new Map() };
      heard.clear();
      for (const [id, row] of gone) if (isMissing(row, putBack.ends)) lost.add(id);
    },
    erased: (member) => erased.add(member),
    wasErased: (member) => erased.has(member),
    checkEnd: (disks, reader) => {
      const atHq = new Map(
        reader
          .all<{ event_id: string; is_there: number }>(
            'select event_id, salt is not null or erased_at is not null as is_there from event_private',
          )
          .map((row) => [row.event_id, row.is_there === 1]),
      );
      const own = disks.filter(({ isLiving }) => isLiving);
      const rows = own.flatMap((disk) => {
        const lives = new Set(disk.chains.keys());
        const dropped = [...gone.values()].filter((row) => lives.has(row.incarnation) && !isErased(row));
        return [...dropped, ...disk.reader.privates().filter(({ incarnation }) => incarnation === disk.liveIncarnation)];
      });
      for (const { event_id: id, incarnation, seq } of rows) {
        const isThere = atHq.get(id) === true || lost.has(id);
        hold(isThere, 'I7', () => `what is personal of ${id}, event ${seq} of ${incarnation}, is not at HQ`);
      }
    },
  };
}

function isMissing({ incarnation, seq }: PrivateRow, ends: Ends): boolean {
  return seq > (ends.get(incarnation) ?? 0);
}
