import { defineWords } from './define-words.ts';
import { errorEn } from './error-en.ts';
import { errorZhCn } from './error-zh-cn.ts';

export const errorWords = defineWords({ error: errorZhCn }, { error: errorEn });
