import { defineWords } from '@jifen/ui';

export const signInWords = defineWords(
  {
    signIn: {
      title: '谁在收银？',
      renewalTitle: '请重新登录',
      renewalHint: '购物篮里的内容都还在。',
      slogan: '断网照常收银，积分一分不差。',
      choose: '请选择姓名',
      change: '换人',
      pin: 'PIN 码',
      digits: '已输入 {{n}} 位',
      erase: '退格',
      clear: '清空',
      submit: '登录',
      empty: '还没有员工资料',
      emptyHint: '第一次同步后，本店的员工会出现在这里。',
      role: { cashier: '收银员', branch_manager: '分店管理员', hq_admin: '总店管理员', unknown: '员工' },
    },
  },
  {
    signIn: {
      title: 'Who is at the till?',
      renewalTitle: 'Please sign in again',
      renewalHint: 'Everything in the basket is still there.',
      slogan: 'Sells with the line cut. Every point accounted for.',
      choose: 'Choose your name',
      change: 'Someone else',
      pin: 'PIN',
      digits: '{{n}} digits entered',
      erase: 'Erase',
      clear: 'Clear',
      submit: 'Sign in',
      empty: 'No staff yet',
      emptyHint: "After the first sync this branch's staff appear here.",
      role: { cashier: 'Cashier', branch_manager: 'Branch manager', hq_admin: 'HQ admin', unknown: 'Staff' },
    },
  },
);
