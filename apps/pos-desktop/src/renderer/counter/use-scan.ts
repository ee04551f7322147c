import { answerOf, type ErrorAnswer } from '@jifen/ui';
import { useRef, useState } from 'react';
import type { Product } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { findByCode, useProductSearch } from './queries.ts';
import { readScan, type Scan } from './scan.ts';

/** Some scanners end a code with two line ends; the second must not pay. */
const SECOND_ENTER_MS = 150;

export type ScanActs = {
  readonly onProduct: (product: Product, quantity: number) => void;
  readonly onAmount: (amountFen: number) => void;
  readonly onMember: (memberId: string) => void;
  readonly onGrant: (text: string) => void;
  /** Enter with nothing typed. */
  readonly onPay: () => void;
  readonly onError: (answer: ErrorAnswer | null) => void;
};

/** Why nothing came of what was typed. */
export type ScanMiss = { readonly kind: 'code' | 'name'; readonly text: string };

export type ScanState = {
  readonly text: string;
  readonly miss: ScanMiss | null;
  /** Goods whose name begins like the text; undefined while that is not known. */
  readonly found: readonly Product[] | undefined;
  readonly change: (text: string) => void;
  readonly choose: (productId: string) => void;
  /** Takes what was typed; answers `several` when a name leaves a choice. */
  readonly submit: (timeStamp: number) => 'done' | 'several';
};

export function useScan({ onProduct, onAmount, onMember, onGrant, onPay, onError }: ScanActs): ScanState {
  const { api } = useTill();
  const [text, setText] = useState('');
  const [miss, setMiss] = useState<ScanMiss | null>(null);
  const lastEnterAt = useRef(0);
  const { found, name } = useProductSearch(text);

  function change(next: string): void {
    setText(next);
    setMiss(null);
  }
  function choose(productId: string): void {
    const product = found?.find(({ id }) => id === productId);
    if (product === undefined) return;
    onProduct(product, 1);
    change('');
  }
  async function lookUp({ code, quantity, mayBeMember }: Extract<Scan, { kind: 'code' }>): Promise<void> {
    try {
      const result = await findByCode(api, code, mayBeMember);
      if (result.kind === 'product') onProduct(result.product, quantity);
      else if (result.kind === 'member') onMember(result.memberId);
      else setMiss({ kind: 'code', text: code });
    } catch (error) {
      onError(answerOf(error));
      // Back into the field, unless the next scan has begun.
      setText((now) => (now === '' ? code : now));
    }
  }
  function takeName(typed: string): 'done' | 'several' {
    if (found === undefined || name !== typed) return 'done';
    const [only, second] = found;
    if (only === undefined) setMiss({ kind: 'name', text: typed });
    else if (second === undefined) choose(only.id);
    return second === undefined ? 'done' : 'several';
  }
  function submit(timeStamp: number): 'done' | 'several' {
    const scan = readScan(text);
    const isSecondEnter = timeStamp - lastEnterAt.current < SECOND_ENTER_MS;
    lastEnterAt.current = timeStamp;
    if (scan.kind === 'nothing') {
      if (!isSecondEnter) onPay();
      return 'done';
    }
    onError(scan.kind === 'bad_amount' ? scan.problem : null);
    if (scan.kind === 'bad_amount') return 'done';
    if (scan.kind === 'name') return takeName(scan.text);
    // Emptied at once: the next scan may begin before this one is found.
    change('');
    if (scan.kind === 'amount') onAmount(scan.amountFen);
    else if (scan.kind === 'grant') onGrant(scan.text);
    else void lookUp(scan);
    return 'done';
  }
  return { text, miss, found, change, choose, submit };
}
