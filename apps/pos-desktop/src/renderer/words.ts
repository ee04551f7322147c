import { approvalWords } from './approval/words.ts';
import { copyWords } from './copies/words.ts';
import { counterWords } from './counter/words.ts';
import { enrolWords } from './enrol/words.ts';
import { grantWords } from './grant/words.ts';
import { journalWords } from './journal/words.ts';
import { keyWords } from './keys/words.ts';
import { memberWords } from './member/words.ts';
import { orderWords } from './order/words.ts';
import { parkWords } from './park/words.ts';
import { paperWords } from './paper/words.ts';
import { printQueueWords } from './print-queue/words.ts';
import { redemptionWords } from './redemption/words.ts';
import { scanWords } from './scan/words.ts';
import { settingsWords } from './settings/words.ts';
import { shiftWords } from './shift/words.ts';
import { shellWords } from './shell/words.ts';
import { signInWords } from './sign-in/words.ts';
import { staffWords } from './staff/words.ts';
import { stockWords } from './stock/words.ts';
import { syncWords } from './sync/words.ts';
import { todayWords } from './today/words.ts';
import { touchWords } from './touch/words.ts';

/** Every word of the till, by screen. */
export const tillWords = [
  shellWords,
  enrolWords,
  signInWords,
  counterWords,
  memberWords,
  paperWords,
  redemptionWords,
  grantWords,
  journalWords,
  todayWords,
  orderWords,
  shiftWords,
  stockWords,
  printQueueWords,
  staffWords,
  syncWords,
  copyWords,
  keyWords,
  scanWords,
  parkWords,
  approvalWords,
  settingsWords,
  touchWords,
];
