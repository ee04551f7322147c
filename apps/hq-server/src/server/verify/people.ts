import type { MemberId } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { HqBody } from '@jifen/sync';
import { getOrMake } from './balances.ts';
import { checkTable } from './check-tables.ts';
import { type FindingCode, type Findings, NOWHERE } from './finding.ts';
import type { KnownBody } from './log-row.ts';

/** Who is which person, and what one id of a person paid for another. */
export type People = {
  /** Merges as they were said: the one is the same as the other. */
  readonly edges: Map<MemberId, MemberId>;
  /** payer/debtor/vintage */
  readonly paidFor: Map<string, PaidSum>;
};

type PaidSum = { readonly payer: MemberId; readonly debtor: MemberId; n: number };

export function createPeople(): People {
  return { edges: new Map(), paidFor: new Map() };
}

/** The top of an id's person. */
export function rootIn({ edges }: People, member: MemberId): MemberId {
  let root = member;
  // No ring is ever made; in a damaged log there could be one.
  for (let steps = 0; steps <= edges.size; steps += 1) {
    const into = edges.get(root);
    if (into === undefined) return root;
    root = into;
  }
  return root;
}

export function foldPeople(people: People, event: KnownBody): void {
  if (event.type === 'members_linked') people.edges.set(event.body.memberId, event.body.into);
  if (event.type === 'members_unlinked') separate(people, event.body.memberId);
  if (event.type === 'debt_absorbed') notePayments(people, event.body);
}

function notePayments({ paidFor }: People, { memberId: debtor, slices }: HqBody<'debt_absorbed'>): void {
  for (const { memberId: payer, vintage, n } of slices) {
    if (payer === debtor) continue;
    getOrMake(paidFor, `${payer}/${debtor}/${vintage}`, () => ({ payer, debtor, n: 0 })).n += n;
  }
}

/** They turned out to be two: what the one paid for the other was given back. */
function separate(people: People, member: MemberId): void {
  const before = rootIn(people, member);
  people.edges.delete(member);
  for (const [key, { payer, debtor }] of people.paidFor) {
    const roots = [rootIn(people, payer), rootIn(people, debtor)];
    if (roots.includes(member) && roots.includes(before)) people.paidFor.delete(key);
  }
}

export function checkPeople(db: SqliteHandle, people: People, findings: Findings): void {
  const roots = new Map([...people.edges.keys()].map((member) => [member, { into: rootIn(people, member) }] as const));
  const edges = new Map([...people.edges].map(([member, into]) => [member, { into }] as const));
  checkInto(db, findings, { table: 'link', code: 'link_differs', intoByMember: roots });
  checkInto(db, findings, { table: 'link_edge', code: 'link_edge_differs', intoByMember: edges });
  checkTable(db, findings, {
    table: 'paid_for',
    code: 'paid_for_differs',
    find: (row) => people.paidFor.get(`${row.payer_id}/${row.debtor_id}/${row.vintage}`),
    list: () => [...people.paidFor].map(([key, sum]) => ({ key, sum })),
    keyOf: (row) => `${row.payer_id}/${row.debtor_id}/${row.vintage}`,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => ({ n: sum?.n ?? 0 }),
  });
}

type IntoCheck = {
  readonly table: 'link' | 'link_edge';
  readonly code: FindingCode;
  readonly intoByMember: ReadonlyMap<MemberId, { readonly into: MemberId }>;
};

function checkInto(db: SqliteHandle, findings: Findings, { table, code, intoByMember }: IntoCheck): void {
  checkTable(db, findings, {
    table,
    code,
    find: (row) => intoByMember.get(row.member_id),
    list: () => [...intoByMember].map(([key, sum]) => ({ key, sum })),
    keyOf: (row) => row.member_id,
    placeOf: () => NOWHERE,
    columnsOf: (sum) => (sum === undefined ? null : { into_id: sum.into }),
  });
}
