import { defineWords } from '@jifen/ui';

export const approvalWords = defineWords(
  {
    approval: {
      title: '需要店长授权',
      who: '请店长选自己的姓名，再输入 PIN。只对这一次操作有效。',
      operation: '操作',
      amount: '金额',
      member: '会员',
      operations: {
        refund_over_limit: '超过限额的退货',
        void: '作废单据',
        stock_adjustment: '调整库存',
        no_sale: '不收款开钱箱',
      },
      submit: {
        refund_over_limit: '授权退货',
        void: '授权作废',
        stock_adjustment: '授权调整库存',
        no_sale: '授权开钱箱',
      },
    },
  },
  {
    approval: {
      title: 'A manager has to allow this',
      who: 'The manager chooses their name and enters their PIN. It serves for this one act only.',
      operation: 'Act',
      amount: 'Amount',
      member: 'Member',
      operations: {
        refund_over_limit: 'Refund above the limit',
        void: 'Void a document',
        stock_adjustment: 'Adjust stock',
        no_sale: 'Open the drawer without a sale',
      },
      submit: {
        refund_over_limit: 'Allow the refund',
        void: 'Allow the void',
        stock_adjustment: 'Allow the adjustment',
        no_sale: 'Allow the drawer',
      },
    },
  },
);
