import { useKeys } from '../keys/use-keys.ts';
import { removeLine } from './draft.ts';
import { changeBy, markAfterRemoval, markedLineOf, movedMark, toggleEarns } from './marked-line.ts';
import type { Counter } from './use-counter.ts';

export type BasketKeys = {
  readonly counter: Counter;
  readonly markedKey: string | null;
  readonly onMark: (key: string | null) => void;
  /** Asks for the number of pieces. */
  readonly onQuantity: () => void;
  readonly focusField: () => void;
};

const PAGE = 5;

/** What the keys do to the marked line. */
export function useBasketKeys({ counter, markedKey, onMark, onQuantity, focusField }: BasketKeys): void {
  const { draft, update, undo } = counter;
  const { lines } = draft;
  const marked = markedLineOf(lines, markedKey);
  const moveBy = (by: number) => () => onMark(movedMark(lines, markedKey, by));
  function changeMarkedBy(by: 1 | -1): void {
    if (marked === undefined) return;
    if (by < 0 && (marked.kind === 'amount' || marked.quantity === 1)) onMark(markAfterRemoval(lines, marked.key));
    update((now) => changeBy(now, marked, by));
  }
  const ofLine = {
    quantity: () => {
      onQuantity();
      focusField();
    },
    more: () => changeMarkedBy(1),
    less: () => changeMarkedBy(-1),
    removeLine: () => {
      if (marked === undefined) return;
      onMark(markAfterRemoval(lines, marked.key));
      update((now) => removeLine(now, marked.key));
    },
    earns: marked?.kind === 'amount' ? () => update((now) => toggleEarns(now, marked)) : undefined,
    clear: () => update((now) => ({ ...now, lines: [] })),
    lineUp: moveBy(-1),
    lineDown: moveBy(1),
    pageUp: moveBy(-PAGE),
    pageDown: moveBy(PAGE),
  };
  useKeys(marked === undefined ? { undo } : { ...ofLine, undo });
}
