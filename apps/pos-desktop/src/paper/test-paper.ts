import type { UnixMs } from '@jifen/core';
import type { PaperShop } from './paper-facts.ts';
import { centred, formatTime, headOf, pair, paperOf, RULE, text, wordsOf } from './paper-frame.ts';
import type { Paper } from './paper.ts';

/** A paper that shows whether the printer is set right: its width, its letters, characters that it lacks, and a code. */
export function testPaper(shop: PaperShop, { at, terminal }: { readonly at: UnixMs; readonly terminal: string }): Paper {
  const { word } = wordsOf(shop);
  return paperOf(shop, [
    ...headOf(shop, 'test'),
    pair(word.time, formatTime(at, shop)),
    pair(word.terminal, terminal),
    RULE,
    pair(word.ruler, `${shop.columns}`),
    text('1234567890'.repeat(5).slice(0, shop.columns)),
    text('一二三四五六七八九十'.repeat(3).slice(0, shop.columns / 2)),
    pair(word.rare, '镕喆䶮𬭎𠮷'),
    RULE,
    { kind: 'qr', text: 'JIFEN', label: word.qr },
    centred('JIFEN'),
  ]);
}
