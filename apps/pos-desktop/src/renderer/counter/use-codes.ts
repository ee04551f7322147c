import { answerOf, type ErrorAnswer } from '@jifen/ui';
import { useRef } from 'react';
import type { Product } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { useScanning } from '../scan/scan-context.ts';
import { findByCode } from './queries.ts';

export type CodeActs = {
  readonly onProduct: (product: Product, quantity: number) => void;
  readonly onMember: (memberId: string) => void;
  readonly onError: (answer: ErrorAnswer | null) => void;
};

export type WantedCode = { readonly code: string; readonly quantity: number; readonly mayBeMember: boolean };

/** Finds what codes stand for, one after another in the order in which they came. A code that nobody knows is said and heard. */
export function useCodes({ onProduct, onMember, onError }: CodeActs): (wanted: WantedCode) => void {
  const { api } = useTill();
  const { say } = useScanning();
  const queue = useRef(Promise.resolve());

  async function find({ code, quantity, mayBeMember }: WantedCode): Promise<void> {
    try {
      const found = await findByCode(api, code, mayBeMember);
      if (found.kind === 'product') onProduct(found.product, quantity);
      else if (found.kind === 'member') onMember(found.memberId);
      else say({ beep: 'unknown', key: 'noProduct', values: { code } });
    } catch (error) {
      onError(answerOf(error));
    }
  }
  return (wanted) => {
    queue.current = queue.current.then(async () => find(wanted));
  };
}
