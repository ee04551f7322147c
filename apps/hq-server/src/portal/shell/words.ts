import { defineWords } from '@jifen/ui';

export const shellWords = defineWords(
  {
    shell: {
      name: '会员中心',
      navigation: '导航',
      tab: { home: '首页', statement: '流水', rewards: '礼品', profile: '我的' },
      notFoundTitle: '没有这个页面',
      notFoundHint: '地址可能写错了。',
      home: '回到首页',
      back: '返回',
      serverLost: '网络不通，显示的可能是旧数据。',
    },
  },
  {
    shell: {
      name: 'Member centre',
      navigation: 'Navigation',
      tab: { home: 'Home', statement: 'Points', rewards: 'Rewards', profile: 'Me' },
      notFoundTitle: 'There is no such page',
      notFoundHint: 'The address may be mistyped.',
      home: 'Back to home',
      back: 'Back',
      serverLost: 'No connection. What you see may be old.',
    },
  },
);
