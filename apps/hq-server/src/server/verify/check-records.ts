import type { Rule } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { HqSchema } from '../store/schema.ts';
import { ruleOf } from '../store/rule-store.ts';
import { FORGOTTEN_KEY } from '../sync/feed/forget.ts';
import { addRowFault, type Columns, compareColumns, isSameValue } from './compare-rows.ts';
import { type Findings, NOWHERE } from './finding.ts';
import type { Facts } from './fold-facts.ts';
import { checkOrders } from './orders.ts';
import { checkPeople } from './people.ts';
import { checkReceipts } from './receipts.ts';
import { checkShifts } from './shifts.ts';
import { checkWriteOffs } from './write-offs.ts';

type RuleRow = HqSchema['rule'];

/** The rules by which sales are settled. One that cannot be read is named and left out. */
export function readRules(db: SqliteHandle, findings: Findings): readonly Rule[] {
  return db
    .prepare<[], RuleRow>('select * from rule order by version')
    .all()
    .flatMap((row) => {
      try {
        const { publishedAt: _, ...rule } = ruleOf(row);
        return [rule];
      } catch {
        // Damaged beyond its schema, which says more than this line could.
        findings.add('rule_differs', NOWHERE, { key: String(row.version), field: 'row', expected: 'readable', found: 'unreadable' });
        return [];
      }
    });
}

/** What the logs say of rules, merges, write-offs, receipts, orders, shifts and experience given by hand, against the tables. */
export function checkRecords(
  db: SqliteHandle,
  { facts, rules }: { readonly facts: Facts; readonly rules: readonly Rule[] },
  findings: Findings,
): void {
  checkRules(facts, rules, findings);
  checkPeople(db, facts.people, findings);
  checkWriteOffs(db, facts.writeOffs, findings);
  checkReceipts(db, facts, findings);
  checkOrders(db, facts.orders, findings);
  checkShifts(db, facts.shifts, findings);
  checkChanges(db, facts, findings);
  for (const [key, points] of facts.lossByEvent) {
    if (facts.coveredEvents.has(key)) continue;
    findings.add('loss_differs', placeOfEvent(db, key), { key, field: 'points', expected: 0, found: points });
  }
  checkNumbers(db, findings);
}

function placeOfEvent(db: SqliteHandle, id: string) {
  const place = db
    .prepare<[string], { branch: string; incarnation: string; seq: number }>(
      'select branch_id as branch, incarnation, seq from event where event_id = ?',
    )
    .get(id);
  return place ?? NOWHERE;
}

/** A rule that no event tells of was there before the log: it cannot be compared. */
function checkRules({ ruleTexts }: Facts, rules: readonly Rule[], findings: Findings): void {
  const ruleByKey = new Map(rules.map((rule) => [String(rule.version), rule]));
  for (const [key, text] of ruleTexts) {
    const rule = ruleByKey.get(key);
    const of = { code: 'rule_differs', place: NOWHERE, key } as const;
    if (rule === undefined) addRowFault(findings, of, 'absent');
    else if (!isSameValue(JSON.parse(text), rule)) findings.add('rule_differs', NOWHERE, { key, field: 'content' });
  }
}

function checkChanges(db: SqliteHandle, { changes }: Facts, findings: Findings): void {
  const left = new Map<string, Columns>();
  for (const { id, member: member_id, settleAt: settle_at, branch: branch_id, incarnation, seq, change } of changes.values()) {
    left.set(id, { member_id, settle_at, branch_id, incarnation, seq, change });
  }
  const code = 'experience_change_differs';
  for (const { event_id: key, ...row } of db.prepare<[], HqSchema['experience_change']>('select * from experience_change').iterate()) {
    const place = { branch: row.branch_id, incarnation: row.incarnation, seq: row.seq };
    const expected = left.get(key);
    if (expected === undefined) addRowFault(findings, { code, place, key }, 'not_expected');
    else compareColumns(findings, { code, place, key, expected }, row);
    left.delete(key);
  }
  for (const key of left.keys()) addRowFault(findings, { code, place: placeOfEvent(db, key), key }, 'absent');
}

/**
 * HQ's order: no number stands at two places, and the counter is the last one that was given out. Inside it numbers are missing by
 * right, because a feed row that moves leaves its old number and a forgotten tombstone its last; that no event is missing is what the
 * chains say.
 */
function checkNumbers(db: SqliteHandle, findings: Findings): void {
  const twice = db.prepare<[], { gseq: number; branch: string; incarnation: string; seq: number }>(
    'select e.gseq, e.branch_id as branch, e.incarnation, e.seq from feed f join event e on e.gseq = f.gseq',
  );
  for (const { gseq, ...place } of twice.iterate())
    findings.add('order_differs', place, { key: String(gseq), field: 'gseq', found: 'twice' });
  const last = db
    .prepare<[string], number>(
      `select max(n) from (select max(gseq) as n from event union all select max(gseq) from feed
         union all select cast(value as integer) from setting where key = ?)`,
    )
    .pluck()
    .get(FORGOTTEN_KEY);
  const counter = db.prepare<[], number>("select value from counter where name = 'gseq'").pluck().get();
  if ((last ?? 0) !== (counter ?? 0)) {
    findings.add('order_differs', NOWHERE, { key: 'gseq', field: 'counter', expected: last ?? 0, found: counter ?? null });
  }
}
