import type { HqReader } from './hq-reader.ts';

/** All ids of the person that this one is. */
export function personOf(reader: HqReader, member: string): ReadonlySet<string> {
  const links = new Map(
    reader.all<{ member_id: string; into_id: string }>('select * from link').map(({ member_id, into_id }) => [member_id, into_id]),
  );
  const root = links.get(member) ?? member;
  return new Set([root, ...[...links].filter(([, of]) => of === root).map(([id]) => id)]);
}

/** `n`: what lies in the person's pools and at tills that would give it back; `expired` is the part of it from months before `oldest`. */
export type PersonPoints = { readonly n: number; readonly expired: number; readonly debt: number };

export function pointsOf(reader: HqReader, ids: ReadonlySet<string>, oldest = ''): PersonPoints {
  const working = new Set(reader.incarnations().flatMap(({ state, incarnation }) => (state === 'active' ? [incarnation] : [])));
  const lying = [
    ...reader.pool().map((row) => ({ ...row, n: Math.max(0, row.n) })),
    ...reader
      .rights()
      .filter(({ incarnation }) => working.has(incarnation))
      .map((row) => ({ ...row, n: row.granted + row.earned + row.restored - row.spent - row.clawed - row.returned })),
  ].filter(({ member_id }) => ids.has(member_id));
  const totals = reader.totals().filter(({ member_id }) => ids.has(member_id));
  return {
    n: lying.reduce((sum, { n }) => sum + n, 0),
    expired: lying.reduce((sum, { n, vintage }) => (vintage < oldest ? sum + n : sum), 0),
    debt: totals.reduce((sum, { owed, absorbed }) => sum + owed - absorbed, 0),
  };
}
