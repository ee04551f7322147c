export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Sentences by key; a branch groups the keys of one screen. */
export type WordTree = { readonly [key: string]: string | WordTree };

/** One screen's words in every language. */
export type Words<T extends WordTree = WordTree> = { readonly [L in Language]: T };

type SameKeys<T extends WordTree> = { readonly [K in keyof T]: T[K] extends WordTree ? SameKeys<T[K]> : string };

/** Declares a screen's words; a key that is missing or too many in English does not compile. */
export function defineWords<const T extends WordTree>(chinese: T, english: SameKeys<T>): Words {
  return { 'zh-CN': chinese, en: english };
}
