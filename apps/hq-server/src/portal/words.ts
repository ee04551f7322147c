import { defineWords, errorEn, errorZhCn, grantWords, type Words } from '@jifen/ui';
import { fetchWords } from './grant/words.ts';
import { homeWords } from './home/words.ts';
import { orderWords } from './order/words.ts';
import { pieceWords } from './piece/words.ts';
import { profileWords } from './profile/words.ts';
import { rewardWords } from './reward/words.ts';
import { shellWords } from './shell/words.ts';
import { signInWords } from './sign-in/words.ts';
import { statementWords } from './statement/words.ts';

/** The kit speaks to staff; here some sentences speak to a member. */
const memberErrorWords = defineWords(
  {
    error: {
      ...errorZhCn,
      server_unreachable: '网络不通。请检查手机网络后重试，填写的内容还在。',
      sign_in_failed: '号码或密码不对。请核对后再试；忘了密码可以到任意一家门店重新设置。',
      not_permitted: '您不能查看这项内容。请回到首页。',
      not_found: '没有找到您要看的内容。请回到首页。',
      phone_in_use: '这个手机号已经有人使用。请换一个号码，或到门店核实。',
      id_number_in_use: '这个身份证号已经有人使用。请到门店核实。',
      password_wrong: '现在的密码不对。请重新输入。',
    },
  },
  {
    error: {
      ...errorEn,
      server_unreachable: 'No connection. Check your network and try again; what you entered is still here.',
      sign_in_failed: 'The number or password is wrong. Check and try again, or have the password set anew at any shop.',
      not_permitted: 'You may not see this. Go back to the home page.',
      not_found: 'This was not found. Go back to the home page.',
      phone_in_use: 'Someone else has this phone number. Use another one, or ask at a shop.',
      id_number_in_use: 'Someone else has this ID number. Please ask at a shop.',
      password_wrong: 'The present password is wrong. Enter it again.',
    },
  },
);

export const portalWords: readonly Words[] = [
  memberErrorWords,
  shellWords,
  pieceWords,
  signInWords,
  homeWords,
  statementWords,
  rewardWords,
  orderWords,
  grantWords,
  fetchWords,
  profileWords,
];
