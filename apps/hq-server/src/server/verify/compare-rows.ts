import type { Finding, FindingCode, Findings, FindingValue, LogPlace, NOWHERE } from './finding.ts';

export type Columns = Readonly<Record<string, FindingValue | undefined>>;

export type Comparison = {
  readonly code: FindingCode;
  readonly place: LogPlace | typeof NOWHERE;
  readonly key: string;
  readonly expected: Columns;
};

/** Names every column that differs. An expected `undefined` says that the logs leave it open. */
export function compareColumns(findings: Findings, { code, place, key, expected }: Comparison, found: Columns): void {
  for (const field of Object.keys(expected)) {
    const [want, have] = [expected[field], found[field]];
    if (want !== undefined && want !== have) findings.add(code, place, { key, field, expected: want, found: have ?? null });
  }
}

export type RowFault = Pick<Finding, 'code'> & { readonly place: LogPlace | typeof NOWHERE; readonly key: string };

/** A row that the logs ask for is not there, or one is there that no log knows of. */
export function addRowFault(findings: Findings, { code, place, key }: RowFault, fault: 'absent' | 'not_expected'): void {
  const [expected, found] = fault === 'absent' ? ['present', 'absent'] : ['absent', 'present'];
  findings.add(code, place, { key, field: 'row', expected, found });
}

/** Whether `stored` (text of JSON) says what `value` says, whatever the order of keys; keys that only `value` has may be unknown ones. */
export function isSameJson(stored: string | null, value: unknown): boolean {
  if (stored === null) return value === null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored);
  } catch {
    return false;
  }
  return isSameValue(parsed, value);
}

export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => isSameValue(value, b[i]));
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSameValue(Reflect.get(a, key), Reflect.get(b, key)));
}
