import type { ErrorAnswer } from '@jifen/ui';
import { useRef, useState } from 'react';
import type { Product } from '../api/model.ts';
import { isTooLong, useProductSearch } from './queries.ts';
import { readScan, type Scan } from './scan.ts';
import type { WantedCode } from './use-codes.ts';

/** Some scanners end a code with two line ends; the second must not pay. */
const SECOND_ENTER_MS = 150;

export type ScanActs = {
  readonly onProduct: (product: Product, quantity: number) => void;
  readonly onCode: (wanted: WantedCode) => void;
  readonly onAmount: (amountFen: number) => void;
  readonly onQuantity: (quantity: number) => void;
  readonly onGrant: (text: string) => void;
  readonly onReceipt: (receipt: string) => void;
  /** Enter with nothing typed. */
  readonly onPay: () => void;
  readonly onError: (answer: ErrorAnswer | null) => void;
};

export type ScanState = {
  readonly text: string;
  /** Nothing is called like this. */
  readonly missed: string | null;
  /** Goods whose name begins like the text; undefined while that is not known. */
  readonly found: readonly Product[] | undefined;
  readonly change: (text: string) => void;
  readonly choose: (productId: string) => void;
  /** Takes what was typed; answers `several` when a name leaves a choice. */
  readonly submit: (timeStamp: number) => 'done' | 'several';
};

/** What is typed into the field of the counter, and what comes of it. */
export function useScan(text: string, setText: (text: string) => void, acts: ScanActs): ScanState {
  const [missed, setMissed] = useState<string | null>(null);
  const lastEnterAt = useRef(0);
  const { found, name } = useProductSearch(text);

  function change(next: string): void {
    setText(next);
    setMissed(null);
  }
  function choose(productId: string): void {
    const product = found?.find(({ id }) => id === productId);
    if (product === undefined) return;
    acts.onProduct(product, 1);
    change('');
  }
  function takeName(typed: string): 'done' | 'several' {
    if (isTooLong(typed)) setMissed(typed);
    if (found === undefined || name !== typed) return 'done';
    const [only, second] = found;
    if (only === undefined) setMissed(typed);
    else if (second === undefined) choose(only.id);
    return second === undefined ? 'done' : 'several';
  }
  function take(scan: Exclude<Scan, { kind: 'nothing' | 'bad_amount' | 'name' }>): void {
    switch (scan.kind) {
      case 'amount':
        return acts.onAmount(scan.amountFen);
      case 'quantity':
        return acts.onQuantity(scan.quantity);
      case 'grant':
        return acts.onGrant(scan.text);
      case 'receipt':
        return acts.onReceipt(scan.receipt);
      case 'code':
        return acts.onCode(scan);
    }
    return scan satisfies never;
  }
  function submit(timeStamp: number): 'done' | 'several' {
    const scan = readScan(text);
    const isSecondEnter = timeStamp - lastEnterAt.current < SECOND_ENTER_MS;
    lastEnterAt.current = timeStamp;
    if (scan.kind === 'nothing') {
      if (!isSecondEnter) acts.onPay();
      return 'done';
    }
    acts.onError(scan.kind === 'bad_amount' ? scan.problem : null);
    if (scan.kind === 'bad_amount') return 'done';
    if (scan.kind === 'name') return takeName(scan.text);
    // Emptied at once: the next scan may begin before this one is found.
    change('');
    take(scan);
    return 'done';
  }
  return { text, missed, found, change, choose, submit };
}
