import { fen, formatYuan } from '@jifen/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from './words/create-i18n.ts';
import type { Language } from './words/define-words.ts';

/** What people see of money, points and times. Times are in the chain's zone, wherever the screen stands. */
export type Format = {
  /** Fen as `¥1,234.56`. */
  readonly yuan: (amountFen: number) => string;
  /** Points or counts with thousands separators. */
  readonly count: (n: number) => string;
  /** The same with its sign: `+120`, `-80`. */
  readonly signed: (n: number) => string;
  /** Basis points as `×1.5`. */
  readonly rate: (rateBp: number) => string;
  readonly dateTime: (at: number) => string;
  readonly date: (at: number) => string;
  readonly time: (at: number) => string;
};

const timeZone = 'Asia/Shanghai';

export function formatIn(language: Language): Format {
  const number = new Intl.NumberFormat(language);
  const date = new Intl.DateTimeFormat(language, { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return {
    yuan: formatAmount,
    count: (n) => number.format(n),
    signed: (n) => `${n > 0 ? '+' : ''}${number.format(n)}`,
    rate: (rateBp) => `×${rateBp / 10_000}`,
    dateTime: (at) => `${date.format(at)} ${time.format(at)}`,
    date: (at) => date.format(at),
    time: (at) => time.format(at),
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatIn(languageOf(i18n.language)), [i18n.language]);
}

export function formatAmount(amountFen: number): string {
  const text = formatYuan(fen(amountFen));
  return text.startsWith('-') ? `-¥${text.slice(1)}` : `¥${text}`;
}
