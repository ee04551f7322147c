import { unreachable } from '@jifen/core';

/** Why a file of purchases cannot be replayed. `line` counts from 1, the heading included. */
export type CsvProblem =
  | { readonly code: 'csv_unreadable' | 'csv_not_utf8' | 'csv_empty'; readonly path: string }
  | { readonly code: 'csv_row_broken'; readonly path: string; readonly why: string }
  | { readonly code: 'csv_column_missing'; readonly line: number; readonly column: string; readonly columns: readonly string[] }
  | {
      readonly code: 'csv_amount_malformed' | 'csv_amount_too_large' | 'csv_time_malformed' | 'csv_branch_missing';
      readonly line: number;
      readonly text: string;
    };

type Sentences = { readonly en: string; readonly zh: string };

/** An error that says the code and a sentence in both languages. */
export function csvError(problem: CsvProblem, cause?: unknown): Error {
  const { en, zh } = sentencesOf(problem);
  return new Error(`${problem.code}: ${en}\n${zh}`, { cause });
}

function sentencesOf(problem: CsvProblem): Sentences {
  switch (problem.code) {
    case 'csv_unreadable':
      return { en: `${problem.path} cannot be read. Check its name.`, zh: `读不到文件 ${problem.path}。请检查文件名。` };
    case 'csv_not_utf8':
      return { en: `${problem.path} is not UTF-8. Save it as UTF-8.`, zh: `${problem.path} 不是 UTF-8 编码。请另存为 UTF-8。` };
    case 'csv_empty':
      return { en: `${problem.path} has no purchase to replay.`, zh: `${problem.path} 里没有可以回放的消费。` };
    case 'csv_row_broken':
      return {
        en: `${problem.path}: ${problem.why}. Correct that row.`,
        zh: `${problem.path} 有一行格式不对（${problem.why}）。请改正这一行。`,
      };
    case 'csv_column_missing':
      return columnSentences(problem);
    case 'csv_amount_malformed':
      return {
        en: `line ${problem.line}: “${problem.text}” is no amount. Write it like 12.50.`,
        zh: `第 ${problem.line} 行：“${problem.text}”不是金额。请写成 12.50 这样。`,
      };
    case 'csv_amount_too_large':
      return {
        en: `line ${problem.line}: “${problem.text}” is above 10 million yuan. Check it.`,
        zh: `第 ${problem.line} 行：“${problem.text}”超过一千万元。请核对。`,
      };
    case 'csv_time_malformed':
      return {
        en: `line ${problem.line}: “${problem.text}” is no time like 2010-12-01 08:34:00 between 2000 and 2100.`,
        zh: `第 ${problem.line} 行：“${problem.text}”不是 2000 至 2100 年之间、形如 2010-12-01 08:34:00 的时间。`,
      };
    case 'csv_branch_missing':
      return {
        en: `line ${problem.line} names no branch. Enter one, or leave the branch column out of the map.`,
        zh: `第 ${problem.line} 行没有分店。请填写，或不要映射分店列。`,
      };
  }
  return unreachable(problem);
}

function columnSentences({ line, column, columns }: Extract<CsvProblem, { code: 'csv_column_missing' }>): Sentences {
  const list = columns.join(', ');
  return {
    en: `line ${line} has no column “${column}”; the file has ${list}. Correct --map.`,
    zh: `第 ${line} 行没有“${column}”列；文件里有 ${list}。请改正 --map。`,
  };
}
