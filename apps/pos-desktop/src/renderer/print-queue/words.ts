import { defineWords } from '@jifen/ui';

export const printQueueWords = defineWords(
  {
    printQueue: {
      title: '没打出来的小票',
      hint: '账已经记好，和小票无关。修好打印机后会自动重试，也可以不打。',
      empty: '全部打出来了',
      chip: '{{n}} 张没打出来',
      retry: '现在重试',
      drop: '不打了',
      state: { waiting: '等待打印', printing: '正在打印', failed: '没打出来' },
      kind: {
        sale: '收款小票',
        refund: '退货小票',
        void: '作废小票',
        redemption: '兑换小票',
        redemption_refund: '退兑小票',
        redemption_void: '兑换作废小票',
        order: '取货小票',
        shift_z: 'Z 报表',
        shift_x: 'X 报表',
        test: '测试页',
        drawer: '开钱箱',
      },
    },
  },
  {
    printQueue: {
      title: 'Paper that did not come out',
      hint: 'What it is about is booked, with or without paper. Once the printer works it goes on by itself; a paper may also be given up.',
      empty: 'All is printed',
      chip: '{{n}} not printed',
      retry: 'Try now',
      drop: 'Give up the paper',
      state: { waiting: 'waiting', printing: 'printing', failed: 'not printed' },
      kind: {
        sale: 'Sale receipt',
        refund: 'Refund receipt',
        void: 'Void receipt',
        redemption: 'Redemption receipt',
        redemption_refund: 'Redemption refund',
        redemption_void: 'Redemption void',
        order: 'Pick-up receipt',
        shift_z: 'Z report',
        shift_x: 'X report',
        test: 'Test page',
        drawer: 'Open the drawer',
      },
    },
  },
);
