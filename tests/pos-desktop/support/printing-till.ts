import { cardNumberOf } from '@jifen/core';
import type { BackendDeps } from '@jifen/pos-desktop/backend';
import { vi } from 'vitest';
import { createRawPrinter } from '../../../apps/pos-desktop/src/browser/raw-printer.ts';
import { bodyOf } from '../../support/chain/json-call.ts';
import { type FakePrinter, openFakePrinter } from './fake-printer.ts';
import { feedMember, openSellingTill, PIN, quickHasher, type TestTill, ZHANG } from './test-till.ts';

export type JobView = {
  readonly id: string;
  readonly of: string | null;
  readonly kind: string;
  readonly state: string;
  readonly code: string | null;
  readonly isStuck: boolean;
};

export type PrintingTill = {
  readonly till: TestTill;
  readonly printer: FakePrinter;
  /** Pauses that the till waits for now. */
  readonly pauses: () => number[];
  /** Lets the pauses pass. */
  readonly passPauses: () => void;
  readonly jobs: () => Promise<readonly JobView[]>;
  /** Waits until no job is open but these. */
  readonly settled: (count?: number) => Promise<readonly JobView[]>;
};

const BOSS = '0190e000-0000-7000-8000-00000000000a';

/** Signs a manager in, who needs nobody's leave. */
export async function signInBoss(till: TestTill): Promise<void> {
  till.token = bodyOf<{ token: string }>(await till.post('/api/session', { staffId: BOSS, pin: PIN })).token;
}

const CARD = cardNumberOf({ block: 10, serial: 1 });
export const CARD_DIGITS = CARD.slice(-4);
const TIMES = { connectMs: 1_000, idleMs: 400, lingerMs: 400 };
export const AUTOMATIC = { kind: 'tcp', host: '127.0.0.1', columns: 48, isAutomatic: true, opensDrawer: true, cuts: true };

/** A till with a member and a printer in the network that is set up, and the queue at work. */
export async function openPrintingTill(setting: object = {}, machine: Partial<Pick<BackendDeps, 'printer'>> = {}): Promise<PrintingTill> {
  const printer = await openFakePrinter();
  const waiting: { readonly delayMs: number; work: (() => void) | null }[] = [];
  const timer: NonNullable<BackendDeps['timer']> = (delayMs, work) => {
    if (delayMs === 0) {
      const handle = setImmediate(work);
      return () => clearImmediate(handle);
    }
    const entry = { delayMs, work: work as (() => void) | null };
    waiting.push(entry);
    return () => {
      entry.work = null;
    };
  };
  const till = await openSellingTill({ timer, printer: { send: createRawPrinter(TIMES), printSystem: null }, ...machine });
  feedMember(till, { id: ZHANG, name: '张三丰', cards: [CARD] });
  const pinHash = await quickHasher.hash(PIN);
  till.hq.feed('staff', BOSS, { id: BOSS, name: '老板', role: 'branch_manager', pinHash, isActive: true });
  await till.backend.drain();
  bodyOf(await till.call('PUT', '/api/printer', { ...AUTOMATIC, port: printer.port, ...setting }));
  till.backend.startPrintLoop();
  const jobs = async () => bodyOf<{ items: JobView[] }>(await till.get('/api/print-jobs')).items;
  return {
    till,
    printer,
    pauses: () => waiting.filter(({ work }) => work !== null).map(({ delayMs }) => delayMs),
    passPauses: () => waiting.splice(0).forEach(({ work }) => work?.()),
    jobs,
    settled: (count = 0) =>
      vi.waitFor(async () => {
        const open = await jobs();
        const isQuiet = open.length === count && open.every(({ state }) => state === 'failed');
        if (!isQuiet) throw new Error(JSON.stringify(open));
        return open;
      }, 5_000),
  };
}
