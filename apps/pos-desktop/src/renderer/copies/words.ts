import { defineWords } from '@jifen/ui';

export const copyWords = defineWords(
  {
    copies: {
      title: '本机备份',
      hint: '交班时和每天夜里自动备份一份，留最近 7 天。备份里没有密钥，不能替代与总店的同步。',
      now: '立即备份',
      last: '最近一次',
      never: '还没有备份过',
      folder: '备份到',
      failed: '{{at}} 没有备份成功',
      chip: '备份没有成功',
    },
  },
  {
    copies: {
      title: 'Copies of this till',
      hint: 'Made when a shift is closed and each night; the last 7 days are kept. They hold no keys and do not replace the sync with HQ.',
      now: 'Back up now',
      last: 'Last backup',
      never: 'None so far',
      folder: 'Kept in',
      failed: '{{at}}: no copy was made',
      chip: 'Backup failed',
    },
  },
);
