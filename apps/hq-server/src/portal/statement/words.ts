import { defineWords } from '@jifen/ui';

export const statementWords = defineWords(
  {
    statement: {
      title: '积分流水',
      list: '每一笔积分',
      emptyTitle: '还没有积分记录',
      emptyHint: '到门店消费时报手机号或出示会员卡，就能积分。',
      what: {
        sale: '消费 {{amount}}',
        saleNothing: '消费 {{amount}}，没有可积分的部分',
        refund: '退货 {{amount}}',
        void: '作废一单 {{amount}}',
        redemption: '换了 {{reward}}，{{n}} 件',
        redemption_refund: '退回换的礼品 {{n}} 件，积分还给您',
        settlement: '等级或活动的积分补上',
        settlementLess: '结算更正',
        adjustment: '总店调整：{{reason}}',
        expiry: '到期的积分',
        opening: '从原来的会员系统转入',
        attached: '办卡前的消费补积分',
        other: '积分变动',
      },
      rate: '会员等级 {{rate}} 倍积分',
      rateWithCampaign: '会员等级 {{rate}} 倍，活动商品再加倍',
    },
  },
  {
    statement: {
      title: 'Points statement',
      list: 'Every entry',
      emptyTitle: 'No entries yet',
      emptyHint: 'Tell your phone number or show your card when you buy, and you earn points.',
      what: {
        sale: 'Purchase of {{amount}}',
        saleNothing: 'Purchase of {{amount}}, nothing of it earns',
        refund: 'Refund of {{amount}}',
        void: 'Purchase of {{amount}} cancelled',
        redemption: '{{reward}}, {{n}} pcs',
        redemption_refund: 'Reward returned, {{n}} pcs; the points are back',
        settlement: 'Points of your tier or a campaign, added',
        settlementLess: 'Corrected by settlement',
        adjustment: 'Adjusted by HQ: {{reason}}',
        expiry: 'Points that expired',
        opening: 'Taken over from your account before',
        attached: 'For a purchase before your card was bound',
        other: 'Points changed',
      },
      rate: '{{rate}} times the points by tier',
      rateWithCampaign: '{{rate}} times by tier, more on campaign goods',
    },
  },
);
