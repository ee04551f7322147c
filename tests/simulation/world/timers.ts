/** Timers of all tills on the world's time; the scheduler fires them. */
export type Timers = {
  set(of: { readonly till: number; readonly life: number; readonly dueAt: number; readonly work: () => void }): () => void;
  /** The earliest that is due; null: none. */
  takeDue(now: number): { readonly till: number; readonly work: () => void } | null;
  hasDue(now: number): boolean;
  countOf(till: number): number;
  /** Forgets those of a dead process. */
  drop(till: number): void;
};

type Entry = { readonly till: number; readonly life: number; readonly dueAt: number; readonly no: number; readonly work: () => void };

export function createTimers(): Timers {
  const entries = new Set<Entry>();
  let no = 0;
  const firstDue = (now: number) => {
    let first: Entry | null = null;
    for (const entry of entries) {
      if (entry.dueAt > now) continue;
      if (first === null || entry.dueAt < first.dueAt || (entry.dueAt === first.dueAt && entry.no < first.no)) first = entry;
    }
    return first;
  };
  return {
    set: (of) => {
      const entry = { ...of, no: (no += 1) };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    takeDue: (now) => {
      const first = firstDue(now);
      if (first !== null) entries.delete(first);
      return first;
    },
    hasDue: (now) => firstDue(now) !== null,
    countOf: (till) => [...entries].filter((entry) => entry.till === till).length,
    drop: (till) => {
      for (const entry of entries) if (entry.till === till) entries.delete(entry);
    },
  };
}
