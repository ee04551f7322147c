import { Worker } from 'node:worker_threads';
import type { CopyAnswer, CopyJob, CopyRunner } from './copy-job.ts';

/** Runs each job in a thread of its own; `worker` is where copy-worker lies in this build. A thread that dies is a bug, and rejects. */
export function runCopyJobInThread(worker: URL): CopyRunner {
  return <Job extends CopyJob>(job: Job) =>
    new Promise<CopyAnswer[Job['kind']]>((resolve, reject) => {
      const thread = new Worker(worker, { workerData: job });
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`a copy's thread ended with ${code}`)));
    });
}
