import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { must } from '@jifen/core';
import { systemRandom } from '@jifen/platform';
import { z } from 'zod';
import { checkTexts } from './check-texts.ts';
import { openToVerify, readCipher } from './open-to-verify.ts';

/** The check of the texts in a thread of its own: hashing and comparing them takes as long as all the rest. */
const { dataFolder } = z.object({ dataFolder: z.string() }).parse(workerData);
const port = must(parentPort, 'a thread to answer to');
const db = openToVerify(join(dataFolder, 'hq.db'));
try {
  port.postMessage(checkTexts(db, readCipher(dataFolder, systemRandom)));
} finally {
  db.close();
}
