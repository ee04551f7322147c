import { defineWords } from '@jifen/ui';

export const fetchWords = defineWords(
  {
    fetch: {
      action: '授权码',
      title: '{{name}}的授权码',
      hint: '门店断网而会员就在店里时使用：把会员的积分送到这家店，收银员扫码后马上可以兑换。',
      branch: '送到哪家店',
      choose: '请选择门店',
      submit: '生成授权码',
    },
  },
  {
    fetch: {
      action: 'Points by code',
      title: 'Code for {{name}}',
      hint: 'For a member who stands in a shop that is offline: sends their points to that shop; once the cashier scans the code they can be redeemed.',
      branch: 'To which branch',
      choose: 'Choose a shop',
      submit: 'Make the code',
    },
  },
);
