import { defineWords } from '@jifen/ui';

export const signInWords = defineWords(
  {
    signIn: {
      title: '会员中心',
      subtitle: '查积分、看礼品、改资料',
      identifier: '卡号、手机号或身份证号',
      password: '密码',
      submit: '登录',
      showPassword: '显示或隐藏密码',
      help: '没有密码或忘记密码？请带上会员卡，到任意一家门店设置。',
      againTitle: '请再登录一次',
      againHint: '{{name}}，您离开的时间有点久。登录之后，刚才填写的内容还在。',
      leave: '退出，不保留',
      identifierNeeded: '请填写卡号、手机号或身份证号',
      identifierWrong: '号码好像不完整：卡号 13 位，手机号 11 位，身份证号 18 位',
      passwordNeeded: '请填写密码',
    },
  },
  {
    signIn: {
      title: 'Member centre',
      subtitle: 'Your points, rewards and profile',
      identifier: 'Card, phone or ID number',
      password: 'Password',
      submit: 'Sign in',
      showPassword: 'Show or hide the password',
      help: 'No password yet, or forgotten? Bring your member card to any of our shops.',
      againTitle: 'Please sign in again',
      againHint: '{{name}}, you were away for a while. What you entered is still here after you sign in.',
      leave: 'Sign out and discard',
      identifierNeeded: 'Enter your card, phone or ID number',
      identifierWrong: 'The number looks incomplete: cards have 13 digits, phones 11, ID numbers 18',
      passwordNeeded: 'Enter your password',
    },
  },
);
