import type { TFunction } from 'i18next';
import { formatIn } from './format.ts';
import { languageOf } from './words/create-i18n.ts';

/** A "no" as it crosses the wire: a stable code, and details that its sentence may name. */
export type ErrorAnswer = { readonly code: string; readonly [detail: string]: unknown };

export type Translator = { readonly t: TFunction; readonly language: string };

/** The sentence that a person reads for a code: what happened and what to do. An unknown code shows itself. */
export function sentenceOfError(answer: ErrorAnswer, { t, language }: Translator): string {
  const details = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, detailOf(name, value, language)]));
  return t(`error.${answer.code}`, { ...details, defaultValue: t('error.unknown', { code: answer.code }) });
}

function detailOf(name: string, value: unknown, language: string): string {
  const format = formatIn(languageOf(language));
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return JSON.stringify(value) ?? '';
  if (name.endsWith('Fen')) return format.yuan(value);
  if (name.endsWith('At') || name === 'at') return format.dateTime(value);
  if (name === 'line' || name === 'tender') return format.count(value + 1);
  return format.count(value);
}
