import type { TFunction } from 'i18next';
import { formatIn } from './format.ts';
import { languageOf } from './words/create-i18n.ts';

/** A "no" as it crosses the wire: a stable code, and details that its sentence may name. */
export type ErrorAnswer = { readonly code: string; readonly [detail: string]: unknown };

export type Translator = { readonly t: TFunction; readonly language: string };

/** HQ names nobody to a caller who may not know them; a till masks the name. */
const SENTENCE_WITHOUT_NAME: Readonly<Record<string, string>> = {
  duplicate_phone: 'phone_in_use',
  duplicate_id_number: 'id_number_in_use',
  duplicate_card: 'card_in_use',
};

/** Who it is about is not always known. */
const SENTENCE_WITH_BRANCH: Readonly<Record<string, string>> = { origin_offline: 'origin_offline_named' };

/** The sentence that a person reads for a code: what happened and what to do. An unknown code shows itself. */
export function sentenceOfError(answer: ErrorAnswer, { t, language }: Translator): string {
  const details = Object.fromEntries(Object.entries(answer).flatMap(([name, value]) => detailsOf(name, value, language)));
  const sentence = keyOf(answer);
  return t(`error.${sentence}`, { ...details, defaultValue: t('error.unknown', { code: answer.code }) });
}

function keyOf(answer: ErrorAnswer): string {
  const other = answer['existing'] === undefined ? SENTENCE_WITHOUT_NAME[answer.code] : undefined;
  return other ?? (answer['branchName'] === undefined ? undefined : SENTENCE_WITH_BRANCH[answer.code]) ?? answer.code;
}

/** A detail as text by its unit; a waiting time in milliseconds is told in seconds. */
function detailsOf(name: string, value: unknown, language: string): readonly (readonly [string, unknown])[] {
  const format = formatIn(languageOf(language));
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return [[name, value]];
  if (name.endsWith('Ms')) return [[`${name.slice(0, -2)}Seconds`, format.count(Math.ceil(value / 1000))]];
  if (name.endsWith('Fen')) return [[name, format.yuan(value)]];
  if (name.endsWith('At') || name === 'at') return [[name, format.dateTime(value)]];
  if (name === 'line' || name === 'tender') return [[name, format.count(value + 1)]];
  return [[name, format.count(value)]];
}
