import { defineWords } from '@jifen/ui';

export const signInWords = defineWords(
  {
    signIn: {
      title: '积分管理后台',
      subtitle: '总店与分店管理员登录',
      account: '账号',
      password: '密码',
      submit: '登录',
      showPassword: '显示或隐藏密码',
      againTitle: '登录已过期',
      againHint: '{{name}}，请再输入一次密码。页面上填写的内容都还在。',
      leave: '退出，不保留',
      accountNeeded: '请填写账号',
      passwordNeeded: '请填写密码',
      tagline: '断网照常收银，积分一分不差',
    },
  },
  {
    signIn: {
      title: 'Jifen admin',
      subtitle: 'For HQ and branch managers',
      account: 'Account',
      password: 'Password',
      submit: 'Sign in',
      showPassword: 'Show or hide the password',
      againTitle: 'Your session has expired',
      againHint: '{{name}}, enter your password once more. Everything on the page is still there.',
      leave: 'Sign out and discard',
      accountNeeded: 'Enter your account',
      passwordNeeded: 'Enter your password',
      tagline: 'Tills that never stop. Points that always add up.',
    },
  },
);
