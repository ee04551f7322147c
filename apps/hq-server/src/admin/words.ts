import { defineWords, errorEn, errorZhCn, grantWords, type Words } from '@jifen/ui';
import { auditWords } from './audit/words.ts';
import { branchWords } from './branch/words.ts';
import { duplicateWords } from './duplicate/words.ts';
import { exceptionWords } from './exception/words.ts';
import { fetchWords } from './grant/words.ts';
import { lifeWords } from './life/words.ts';
import { memberWords } from './member/words.ts';
import { noticeWords } from './notice/words.ts';
import { orderWords } from './order/words.ts';
import { personWords } from './person/words.ts';
import { productWords } from './product/words.ts';
import { receiptHeadWords } from './receipt-head/words.ts';
import { rewardWords } from './reward/words.ts';
import { ruleWords } from './rule/words.ts';
import { settingWords } from './setting/words.ts';
import { shellWords } from './shell/words.ts';
import { shiftWords } from './shift/words.ts';
import { signInWords } from './sign-in/words.ts';
import { staffWords } from './staff/words.ts';
import { statisticsWords } from './statistics/words.ts';
import { terminalWords } from './terminal/words.ts';

/** The kit speaks to people at a till; here some sentences speak to managers. */
const managerErrorWords = defineWords(
  {
    error: {
      ...errorZhCn,
      not_permitted: '您没有这个权限。如需操作，请联系总店管理员。',
      not_found: '没有找到这条记录。它可能属于别的分店，或已经不在；请返回列表查看。',
      session_expired: '登录已过期。请重新登录，填写的内容会保留。',
    },
  },
  {
    error: {
      ...errorEn,
      not_permitted: 'You may not do this. Ask an HQ admin.',
      not_found: 'This record was not found. It may belong to another branch or be gone; go back to the list.',
      session_expired: 'Your session has expired. Sign in again; what you entered is kept.',
    },
  },
);

export const adminWords: readonly Words[] = [
  managerErrorWords,
  shellWords,
  signInWords,
  memberWords,
  personWords,
  duplicateWords,
  orderWords,
  branchWords,
  terminalWords,
  lifeWords,
  shiftWords,
  ruleWords,
  rewardWords,
  productWords,
  exceptionWords,
  statisticsWords,
  auditWords,
  settingWords,
  noticeWords,
  staffWords,
  receiptHeadWords,
  grantWords,
  fetchWords,
];
