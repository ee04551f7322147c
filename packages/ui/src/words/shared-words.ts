import { defineWords } from './define-words.ts';

export const sharedWords = defineWords(
  {
    shared: {
      switchToDark: '切换到深色',
      switchToLight: '切换到浅色',
      retry: '重试',
      cancel: '取消',
      close: '关闭',
      save: '保存',
      back: '返回',
      loading: '正在加载…',
      loadMore: '加载更多',
      none: '无',
      points: '{{n}} 分',
      errorCode: '代码 {{code}}',
    },
    tender: {
      cash: '现金',
      wechat: '微信',
      alipay: '支付宝',
      bank_card: '银行卡',
      medical_insurance: '医保',
      other: '其他',
    },
  },
  {
    shared: {
      switchToDark: 'Switch to dark',
      switchToLight: 'Switch to light',
      retry: 'Try again',
      cancel: 'Cancel',
      close: 'Close',
      save: 'Save',
      back: 'Back',
      loading: 'Loading…',
      loadMore: 'Load more',
      none: 'None',
      points: '{{n}} pts',
      errorCode: 'Code {{code}}',
    },
    tender: {
      cash: 'Cash',
      wechat: 'WeChat',
      alipay: 'Alipay',
      bank_card: 'Bank card',
      medical_insurance: 'Medical insurance',
      other: 'Other',
    },
  },
);
