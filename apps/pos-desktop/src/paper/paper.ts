/** A black-and-white picture: `bits` is base64 of rows of `widthDots / 8` bytes, first dot highest, 1 is black. */
export type Picture = { readonly widthDots: number; readonly heightDots: number; readonly bits: string };

export const PAPER_LANGUAGES = ['zh-CN', 'en'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** Characters of a line: 32 on 58 mm, 48 on 80 mm. One of GBK that is not ASCII takes two. */
export type PaperColumns = 32 | 48;

/** `large` is twice as wide and twice as high. */
export type PaperLook = 'plain' | 'strong' | 'large';

/** What stands on paper, from top to bottom. Texts are as they came: `linesOf` cleans and breaks them. */
export type PaperBlock =
  | { readonly kind: 'picture'; readonly picture: Picture; readonly label: string }
  | { readonly kind: 'text'; readonly text: string; readonly align: 'start' | 'center'; readonly look: PaperLook }
  | { readonly kind: 'pair'; readonly label: string; readonly value: string; readonly look: PaperLook }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string; readonly label: string };

/** The one layout of a paper: preview, printer and system print are made from it. */
export type Paper = { readonly columns: PaperColumns; readonly language: PaperLanguage; readonly blocks: readonly PaperBlock[] };

/** How wide the roll is. */
export function widthMicronsOf({ columns }: Pick<Paper, 'columns'>): number {
  return columns === 48 ? 80_000 : 58_000;
}
