import { defineWords } from '@jifen/ui';

export const parkWords = defineWords(
  {
    park: {
      hold: '挂单',
      recall: '取单',
      recallCount: '取单 ({{n}})',
      title: '挂起的单',
      swapHint: '收银台上的单会先挂起，不会丢。',
      empty: '没有挂起的单',
      emptyHint: '顾客要再拿点东西时，先挂单，接着为下一位收银。',
      lines: '{{n}} 行',
      gone: '这一单已被另一个窗口取走。',
      unreadable: '这一单由另一个版本的程序挂起，这里打不开。请用原来的版本取单。',
    },
  },
  {
    park: {
      hold: 'Hold',
      recall: 'Recall',
      recallCount: 'Recall ({{n}})',
      title: 'Baskets on hold',
      swapHint: 'The basket on the counter is put on hold first; nothing is lost.',
      empty: 'Nothing is on hold',
      emptyHint: 'When a customer fetches one more thing, hold the basket and serve the next.',
      lines: '{{n}} lines',
      gone: 'Another window has taken this basket back.',
      unreadable: 'Another version of the program put this on hold; it cannot be opened here. Use that version.',
    },
  },
);
