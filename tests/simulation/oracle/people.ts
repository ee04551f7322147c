/** Which ids are one person, followed from HQ's events alone. */
export type People = {
  link(member: string, into: string): void;
  unlink(member: string): void;
  isLinked(member: string): boolean;
  /** All ids of a person as things stand. */
  idsOf(member: string): readonly string[];
  /** All ids that ever were one person with this one: what one earned the other may have spent. */
  everOf(member: string): readonly string[];
  /** HQ is an older copy of itself: what it linked is told anew. */
  forget(): void;
};

export function createPeople(): People {
  const edges = new Map<string, string>();
  const ever: [string, string][] = [];
  return {
    link: (member, into) => {
      edges.set(member, into);
      ever.push([member, into]);
    },
    unlink: (member) => edges.delete(member),
    isLinked: (member) => edges.has(member),
    idsOf: (member) => reachedFrom(member, [...edges]),
    everOf: (member) => reachedFrom(member, ever),
    forget: () => edges.clear(),
  };
}

function reachedFrom(member: string, edges: readonly (readonly [string, string])[]): readonly string[] {
  const reached = new Set([member]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const [one, other] of edges) {
      if (reached.has(one)) reached.add(other);
      if (reached.has(other)) reached.add(one);
    }
  }
  return [...reached].toSorted();
}
