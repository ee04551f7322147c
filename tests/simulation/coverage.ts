/** How often each action, fault, refusal and state was met, over all seeds of a run. */
export type Coverage = { hit(name: string): void; counts(): Readonly<Record<string, number>> };

export function createCoverage(): Coverage {
  const counts = new Map<string, number>();
  return {
    hit: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    counts: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

export function addCounts(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) into[name] = (into[name] ?? 0) + count;
}

/** Declared names that no seed met. */
export function neverHit(declared: readonly string[], counts: Readonly<Record<string, number>>): readonly string[] {
  return declared.filter((name) => (counts[name] ?? 0) === 0);
}
