import type { Words } from '@jifen/ui';
import { auditWords } from './audit/words.ts';
import { branchWords } from './branch/words.ts';
import { exceptionWords } from './exception/words.ts';
import { memberWords } from './member/words.ts';
import { productWords } from './product/words.ts';
import { rewardWords } from './reward/words.ts';
import { ruleWords } from './rule/words.ts';
import { shellWords } from './shell/words.ts';
import { signInWords } from './sign-in/words.ts';
import { statisticsWords } from './statistics/words.ts';
import { terminalWords } from './terminal/words.ts';

export const adminWords: readonly Words[] = [
  shellWords,
  signInWords,
  memberWords,
  branchWords,
  terminalWords,
  ruleWords,
  rewardWords,
  productWords,
  exceptionWords,
  statisticsWords,
  auditWords,
];
