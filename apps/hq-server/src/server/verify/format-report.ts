import type { Finding } from './finding.ts';
import type { VerifyProblem, VerifyReport } from './verify-hq.ts';

/** The report for a person to read: one line per finding, then what was looked at. */
export function formatReport({ events, chains, private: parts, findings, findingCount, seconds }: VerifyReport): string[] {
  const more = findingCount - findings.length;
  return [
    ...findings.map(formatFinding),
    ...(more > 0 ? [`… and ${more} more`] : []),
    `${events} events in ${chains} logs; personal parts: ${parts.present} present, ${parts.erased} erased, ${parts.withheld} never sent, ${parts.none} events without`,
    `${findingCount === 0 ? 'no findings' : `${findingCount} findings`} in ${seconds} s`,
  ];
}

function formatFinding({ code, branch, incarnation, seq, key, field, expected, found }: Finding): string {
  const place = branch === null ? '' : ` ${branch}/${incarnation}${seq === null ? '' : ` seq ${seq}`}`;
  const values = [...(expected === undefined ? [] : [`expected ${expected}`]), ...(found === undefined ? [] : [`found ${found}`])];
  const rest = [key, field === undefined ? undefined : `${field}:`, values.join(', ')].filter((part) => part !== undefined && part !== '');
  return `${code}${place}${rest.length === 0 ? '' : ` ${rest.join(' ')}`}`;
}

/** Why nothing was looked at, and what to do. */
export function formatProblem({ code, dataFolder }: VerifyProblem): string {
  return SENTENCE_BY_CODE[code].replace('{folder}', dataFolder);
}

const SENTENCE_BY_CODE: Readonly<Record<VerifyProblem['code'], string>> = {
  database_missing: 'There is no hq.db in {folder}. Set JIFEN_DATA_DIR to the data folder of HQ.',
  keys_missing: 'There is no keys.json in {folder}, and without it personal parts cannot be checked. Keep it beside hq.db.',
  schema_differs:
    'The database in {folder} belongs to another version of Jifen. Verify it with that version, or start HQ once to bring it up to date.',
};
