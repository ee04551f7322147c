import { defineWords } from '@jifen/ui';

export const pieceWords = defineWords({ piece: { end: '没有更多了' } }, { piece: { end: 'That is all' } });
