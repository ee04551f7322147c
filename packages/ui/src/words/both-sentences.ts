import { errorEn } from './error-en.ts';
import { errorZhCn } from './error-zh-cn.ts';

/** What happened and what to do, in both languages, for a box that appears before anybody chose one; what was thrown, if nobody wrote a sentence for it. */
export function bothSentencesOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentences = [errorZhCn, errorEn].flatMap((words: Readonly<Record<string, string>>) => words[code] ?? []);
  return sentences.length > 0 ? sentences.join('\n\n') : String(error);
}
