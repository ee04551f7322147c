import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@jifen/core';
import { systemRandom } from '@jifen/platform';
import { z } from 'zod';
import { checkTexts } from './check-texts.ts';
import { openToVerify, readCipher } from './open-to-verify.ts';
import type { FromThread } from './text-check.ts';

/** The check of the texts in a thread of its own: hashing and comparing them takes as long as all the rest. */
const { dataFolder } = z.object({ dataFolder: z.string() }).parse(workerData);
const port = must(parentPort, 'a thread to answer to');
const tell = (message: FromThread) => port.postMessage(message);
const db = openToVerify(join(dataFolder, 'hq.db'));
try {
  const steps = checkTexts(db, readCipher(dataFolder, systemRandom));
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) tell({ told: next.value });
  tell({ report: next.value });
} finally {
  db.close();
}
