import { removeLine, setEarns, setQuantity, type Draft, type DraftLine } from './draft.ts';

/** The line that the keys mean: the one that was marked, else the last. */
export function markedLineOf(lines: readonly DraftLine[], markedKey: string | null): DraftLine | undefined {
  return lines.find(({ key }) => key === markedKey) ?? lines.at(-1);
}

/** The key of the line so many below (negative: above) the marked one; it stops at the ends. */
export function movedMark(lines: readonly DraftLine[], markedKey: string | null, by: number): string | null {
  const marked = markedLineOf(lines, markedKey);
  const at = lines.findIndex((line) => line === marked);
  return lines[Math.min(lines.length - 1, Math.max(0, at + by))]?.key ?? null;
}

/** More or fewer of a line; fewer than one takes it away. An amount has no quantity: fewer takes it away, more does nothing. */
export function changeBy(draft: Draft, line: DraftLine, by: 1 | -1): Draft {
  if (line.kind === 'amount') return by < 0 ? removeLine(draft, line.key) : draft;
  return line.quantity + by < 1 ? removeLine(draft, line.key) : setQuantity(draft, line.key, line.quantity + by);
}

export function toggleEarns(draft: Draft, line: DraftLine): Draft {
  return line.kind === 'amount' ? setEarns(draft, line.key, !line.earns) : draft;
}

/** Where the mark goes when a line leaves: to the next one, at the end to the one before. */
export function markAfterRemoval(lines: readonly DraftLine[], key: string): string | null {
  const at = lines.findIndex((line) => line.key === key);
  return (lines[at + 1] ?? lines[at - 1])?.key ?? null;
}
