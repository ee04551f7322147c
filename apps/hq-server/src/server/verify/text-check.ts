import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { must } from '@jifen/core';
import type { FieldCipher, SqliteHandle } from '@jifen/platform';
import { checkTexts, type TextReport, type Told } from './check-texts.ts';

/** The check of the texts, as the walk over the log sees it. */
export type TextCheck = {
  /** The events that are not what was written, of all up to this one in HQ's order. */
  untrueUpTo(gseq: number): Promise<ReadonlySet<number>>;
  finish(): Promise<TextReport>;
};

type Steps = Iterator<Told, TextReport> | AsyncIterator<Told, TextReport>;

function followTexts(steps: Steps): TextCheck {
  const untrue = new Set<number>();
  const at: { upTo: number; report: TextReport | null } = { upTo: 0, report: null };
  const step = async (): Promise<void> => {
    const next = await steps.next();
    if (next.done === true) {
      at.report = next.value;
      return;
    }
    at.upTo = next.value.upTo;
    for (const gseq of next.value.untrue) untrue.add(gseq);
  };
  return {
    untrueUpTo: async (gseq) => {
      while (at.upTo < gseq && at.report === null) await step();
      return untrue;
    },
    finish: async () => {
      while (at.report === null) await step();
      return at.report;
    },
  };
}

/** In this thread, a run before each run of the walk. */
export function checkTextsHere(db: SqliteHandle, cipher: FieldCipher): TextCheck {
  return followTexts(checkTexts(db, cipher));
}

export type FromThread = { readonly told: Told } | { readonly report: TextReport };

/**
 * In a thread of its own, beside the walk. It reads a snapshot of its own that is no older: HQ only ever appends events, so it knows of
 * each that the walk meets, and each half compares its tables with the events of its own snapshot.
 */
export function checkTextsInThread(dataFolder: string): TextCheck {
  return followTexts(stepsOf(new Worker(new URL('text-worker.ts', import.meta.url), { workerData: { dataFolder } })));
}

async function* stepsOf(worker: Worker): AsyncGenerator<Told, TextReport, undefined> {
  let report: TextReport | null = null;
  for await (const [message] of on(worker, 'message', { close: ['exit'] })) {
    const from: FromThread = message;
    if ('told' in from) yield from.told;
    else report = from.report;
  }
  return must(report, 'the report of the thread');
}
