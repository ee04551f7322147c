import { defineWords } from '@jifen/ui';

export const paperWords = defineWords(
  {
    paper: {
      preview: '小票预览',
      print: '打印小票',
      reprint: '重打小票',
      queued: '已交给打印机。',
    },
  },
  {
    paper: {
      preview: 'Preview of the paper',
      print: 'Print the paper',
      reprint: 'Reprint the paper',
      queued: 'Given to the printer.',
    },
  },
);
