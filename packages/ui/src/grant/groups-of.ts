const GROUP = 5;

/** A long code in groups that a person can read out and type. */
export function groupsOf(text: string): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / GROUP) }, (_, n) => text.slice(n * GROUP, (n + 1) * GROUP));
}
