import { defineWords } from '@jifen/ui';

export const grantWords = defineWords(
  {
    grant: {
      open: '授权码',
      title: '收会员手机上的授权码',
      how: '请会员在手机会员中心打开“到店兑换授权码”，扫描屏幕上的码；扫不出来就把码下面的字符输入或粘贴到这里。断网也能收。',
      label: '授权码',
      submit: '收下授权码',
      added: '已收下 {{n}} 分，现在就能在本店兑换',
      nothingNew: '这个授权码里的积分本店已经有了，没有重复增加',
      memberUnknown: '本机还没有这位会员的资料：积分已经收下，联网同步一次后就能兑换。',
      of: '会员：{{name}}',
      choose: '选择这位会员',
    },
  },
  {
    grant: {
      open: 'Points by code',
      title: "Take the code from a member's phone",
      how: 'The member opens "Points for a shop" on the phone; scan the code there. If it does not scan, type or paste the characters below it. It works offline.',
      label: 'Code',
      submit: 'Take the code',
      added: '{{n}} points taken; they can be redeemed here now',
      nothingNew: 'This shop has the points of this code already; nothing was added twice',
      memberUnknown: 'This till has no record of the member yet: the points are kept, and can be redeemed after one sync with HQ.',
      of: 'Member: {{name}}',
      choose: 'Choose this member',
    },
  },
);
