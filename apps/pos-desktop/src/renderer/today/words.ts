import { defineWords } from '@jifen/ui';

export const todayWords = defineWords(
  {
    today: {
      title: '今日 {{date}}',
      hint: '本店数据，离线也准确。',
      sales: '收款',
      salesCount: '{{n}} 单',
      refunds: '退货',
      redemptions: '兑换',
      issued: '发出积分',
      redeemed: '兑换积分',
      newMembers: '新会员',
      byHour: '每小时收款',
      hourBar: '{{hour}} 点：{{amount}}，{{n}} 单',
      empty: '今天还没有收款',
    },
  },
  {
    today: {
      title: 'Today, {{date}}',
      hint: "This branch's own figures, right offline too.",
      sales: 'Sales',
      salesCount: '{{n}} sales',
      refunds: 'Refunds',
      redemptions: 'Redemptions',
      issued: 'Points issued',
      redeemed: 'Points redeemed',
      newMembers: 'New members',
      byHour: 'Sales by hour',
      hourBar: '{{hour}}:00: {{amount}}, {{n}} sales',
      empty: 'No sale yet today',
    },
  },
);
