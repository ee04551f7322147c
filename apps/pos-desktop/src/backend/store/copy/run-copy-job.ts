import { unreachable } from '@jifen/core';
import type { CopyAnswer, CopyJob, CopyRunner } from './copy-job.ts';
import { listCopies } from './list-copies.ts';
import { makeCopy } from './make-copy.ts';
import { stageCopy } from './stage-copy.ts';

/** Does a job where it is called: in a thread of its own, or in a test. */
export const runCopyJob: CopyRunner = async <Job extends CopyJob>(job: Job) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each kind of job has its own answer
  return (await answerTo(job)) as CopyAnswer[Job['kind']];
};

async function answerTo(job: CopyJob): Promise<CopyAnswer[CopyJob['kind']]> {
  switch (job.kind) {
    case 'make':
      return makeCopy(job);
    case 'list':
      return listCopies(job);
    case 'stage':
      return await stageCopy(job);
  }
  return unreachable(job);
}
