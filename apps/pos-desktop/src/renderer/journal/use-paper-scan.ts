import { parseEventId } from '@jifen/core';
import { answerOf } from '@jifen/ui';
import type { JournalItem } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { useScans } from '../scan/scan-context.ts';

type Document = Pick<JournalItem, 'id' | 'type'>;

/** A paper that is scanned opens: this till's at once; what it does not know is looked for, here by number and then at HQ. */
export function usePaperScan(onOpen: (document: Document) => void, onSearch: (text: string) => void): void {
  const { api } = useTill();
  async function open(id: JournalItem['id']): Promise<void> {
    const sale = await isKnown(api.getSale(id));
    if (sale) return onOpen({ id, type: 'sale_recorded' });
    const redemption = await isKnown(api.getRedemption(id));
    return redemption ? onOpen({ id, type: 'reward_redeemed' }) : onSearch(id);
  }
  useScans((code) => {
    if (code.kind !== 'receipt') return false;
    const id = parseEventId(code.receipt);
    if (id.ok) void open(id.value);
    else onSearch(code.receipt);
    return true;
  });
}

async function isKnown(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    // Every other refusal is shown where the paper is opened.
    return answerOf(error).code !== 'not_found';
  }
}
