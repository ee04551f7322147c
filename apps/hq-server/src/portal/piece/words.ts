import { defineWords } from '@jifen/ui';

export const pieceWords = defineWords({ piece: { end: '没有更多了', saved: '已保存' } }, { piece: { end: 'That is all', saved: 'Saved' } });
