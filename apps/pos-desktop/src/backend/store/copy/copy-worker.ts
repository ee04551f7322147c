import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@jifen/core';
import type { CopyJob } from './copy-job.ts';
import { runCopyJob } from './run-copy-job.ts';

/** One job in a thread of its own: copying and checking a large database takes seconds, and sales go on meanwhile. */
const job: CopyJob = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
must(parentPort, 'a thread to answer to').postMessage(await runCopyJob(job));
