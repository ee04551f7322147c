import { pinyin } from 'pinyin-pro';

/** The first letters of a name's pinyin, in lower case: `张三丰` → `zsf`. Letters and digits stand for themselves; anything else is left out. */
export function initialsOf(name: string): string {
  const firsts = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', mode: 'surname' });
  return firsts
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 50);
}
