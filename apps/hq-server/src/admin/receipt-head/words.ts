import { defineWords } from '@jifen/ui';

export const receiptHeadWords = defineWords(
  {
    receiptHead: {
      tab: '小票',
      logo: '店标',
      choose: '选择图片',
      remove: '不用店标',
      noLogo: '没有店标，小票上只印店名',
      preview: '打印出来的样子',
      unreadable: '这个文件不是图片，或者浏览器打不开。请用 PNG 或 JPG。',
      note: '小票末尾的话',
      noteHint: '例如：凭小票七日内退换。最多 200 字。',
    },
  },
  {
    receiptHead: {
      tab: 'Receipt',
      logo: 'Logo',
      choose: 'Choose a picture',
      remove: 'Use no logo',
      noLogo: 'No logo: receipts show the name only',
      preview: 'As it will be printed',
      unreadable: 'This file is no picture, or the browser cannot open it. Use PNG or JPG.',
      note: 'Words at the foot of receipts',
      noteHint: 'For example: returns within seven days with this receipt. At most 200 characters.',
    },
  },
);
