import { defineWords } from '@jifen/ui';

export const fetchWords = defineWords(
  {
    fetch: {
      title: '到店兑换授权码',
      why: '门店网络断了，也能用积分。选好您所在的门店，再让收银员扫码。',
      branch: '您在哪家店',
      submit: '生成授权码',
    },
  },
  {
    fetch: {
      title: 'Points for a shop',
      why: 'Your points work even when the shop is offline. Choose the shop you are in, then have the cashier scan the code.',
      branch: 'Which shop are you in',
      submit: 'Make the code',
    },
  },
);
