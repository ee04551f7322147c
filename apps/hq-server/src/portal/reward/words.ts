import { defineWords } from '@jifen/ui';

export const rewardWords = defineWords(
  {
    reward: {
      title: '积分换礼品',
      haveAndHow: '您有 {{n}} 分可用。到有货的门店出示会员卡就能兑换，也可以先订好再去取。',
      list: '礼品',
      emptyTitle: '现在没有可以换的礼品',
      emptyHint: '新礼品上架后会显示在这里。',
      price: '{{points}} 分',
      priceWithCash: '{{points}} 分 + {{cash}}',
      enough: '积分够了',
      missing: '还差 {{n}} 分',
      inStock: '{{branch}} 有 {{n}} 件',
      noStock: '各门店暂时没有货',
      how: '到有货的门店出示会员卡就能兑换，也可以先订好再去取。',
      where: '有货的门店',
    },
  },
  {
    reward: {
      title: 'Rewards',
      haveAndHow: 'You can spend {{n}} points. Show your card at a shop that has the reward, or order it first.',
      list: 'Rewards',
      emptyTitle: 'There are no rewards at present',
      emptyHint: 'New rewards appear here.',
      price: '{{points}} pts',
      priceWithCash: '{{points}} pts + {{cash}}',
      enough: 'You have enough',
      missing: '{{n}} points missing',
      inStock: '{{branch}}: {{n}} pcs',
      noStock: 'No shop has it at present',
      how: 'Show your card at a shop that has it, or order it first.',
      where: 'Shops that have it',
    },
  },
);
