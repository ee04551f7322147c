import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TextReport } from './check-texts.ts';

/**
 * Checks the texts in a thread of its own, beside whatever this one does. It reads a snapshot of its own that is no older: HQ only ever
 * appends events, so it knows of each that this thread meets, and each half compares its tables with the events of its own snapshot.
 */
export async function checkTextsInThread(dataFolder: string): Promise<TextReport> {
  const worker = new Worker(new URL('text-worker.ts', import.meta.url), { workerData: { dataFolder } });
  const [report] = await once(worker, 'message');
  return report;
}
