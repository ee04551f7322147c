import { defineWords } from '@jifen/ui';

export const duplicateWords = defineWords(
  {
    duplicate: {
      title: '重复会员',
      hint: '手机号或身份证号相同的会员，可能是同一个人在不同分店办了两次卡。',
      list: '可能重复的会员',
      why: { phone: '手机号相同', idNumber: '身份证号相同' },
      merge: '并入{{name}}',
      dismiss: '不是同一个人',
      dismissed: '已记下：不是同一个人',
      readOnly: '由总店管理员决定是否合并。',
      emptyTitle: '没有可能重复的会员',
      emptyHint: '门店同步后，号码相同的会员会出现在这里。',
    },
  },
  {
    duplicate: {
      title: 'Duplicates',
      hint: 'Members with the same phone or ID number may be one person who enrolled at two branches.',
      list: 'Possible duplicates',
      why: { phone: 'Same phone', idNumber: 'Same ID number' },
      merge: 'Merge into {{name}}',
      dismiss: 'Not the same person',
      dismissed: 'Noted: not the same person',
      readOnly: 'An HQ admin decides whether to merge them.',
      emptyTitle: 'No possible duplicates',
      emptyHint: 'Members who share a number appear here once their branches have synced.',
    },
  },
);
