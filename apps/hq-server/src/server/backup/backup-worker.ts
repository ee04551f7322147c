import { parentPort, workerData } from 'node:worker_threads';
import { must, unixMs } from '@jifen/core';
import { z } from 'zod';
import { backUp } from './back-up.ts';

/** Copies in a thread of its own: a large database takes minutes, and HQ answers meanwhile. */
const input = z.object({ dataFolder: z.string(), target: z.string(), now: z.number().transform(unixMs) }).parse(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
must(parentPort, 'a thread to answer to').postMessage(backUp(input));
