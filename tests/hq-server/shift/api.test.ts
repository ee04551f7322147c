import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestChain, type TestChain } from '../api/support/chain.ts';

let hq: TestChain;
const idOf = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1, 2);

const OPEN = { closed_at: null, closed_by: null, report: null, z_event_id: null, closed_in: null, z_seq: null, verdict: null };

/** Two shifts a day in each branch, all open; numbers from 0 on, the oldest first. */
beforeAll(async () => {
  hq = await openTestChain();
  const rows = Array.from({ length: 40 }, (_, n) => ({
    shift_id: idOf(n),
    branch_id: n % 2 === 0 ? 'branch-a' : 'branch-b',
    incarnation: '00000000000000aa',
    shift_no: `00AA-Z${n}`,
    business_date: new Date(START + Math.floor(n / 4) * DAY).toISOString().slice(0, 10),
    opened_at: START + Math.floor(n / 4) * DAY,
    opened_by: null,
    ...OPEN,
  }));
  await hq.context.db
    .insertInto('shift')
    .values(rows as never)
    .execute();
});
afterAll(() => hq.close());

type Page = { items: { id: string; branchId: string }[]; nextCursor: string | null };
const list = async (query: string, token = hq.admin) =>
  (await hq.call('GET', `/api/v1/shifts?${query}`, { token })).body as unknown as Page;

async function readAll(query: string, token = hq.admin): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await list(`limit=7&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`, token);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}
const idsOf = (numbers: readonly number[]) => numbers.map(idOf);
const all = Array.from({ length: 40 }, (_, n) => 39 - n);

test('shifts are listed page by page, the last opened first, each once, also where many opened at once', async () => {
  expect(await readAll('')).toEqual(idsOf(all));
});

test('they are filtered by branch and by business date', async () => {
  expect(await readAll('branchId=branch-b')).toEqual(idsOf(all.filter((n) => n % 2 === 1)));
  expect(await readAll('date=2026-06-03')).toEqual(idsOf([11, 10, 9, 8]));
  expect(await readAll('date=2026-06-03&branchId=branch-a')).toEqual(idsOf([10, 8]));
  expect(await readAll('date=2031-01-01')).toEqual([]);
});

test('a manager sees the own branch’s, whatever is asked', async () => {
  expect(await readAll('', hq.managerA)).toEqual(idsOf(all.filter((n) => n % 2 === 0)));
  expect((await hq.call('GET', '/api/v1/shifts?branchId=branch-b', { token: hq.managerA })).status).toBe(404);
  expect((await hq.call('GET', `/api/v1/shifts/${idOf(1)}`, { token: hq.managerA })).status).toBe(404);
  expect((await hq.call('GET', `/api/v1/shifts/${idOf(0)}`, { token: hq.managerA })).body).toMatchObject({
    id: idOf(0),
    report: null,
    held: null,
  });
});

test.each([
  ['date=yesterday', 400],
  ['date=2026-02-30', 422],
  ['cursor=nonsense', 400],
  ['branchId=NOT A BRANCH', 400],
])('%s is refused', async (query, status) => {
  expect((await hq.call('GET', `/api/v1/shifts?${query}`, { token: hq.admin })).status).toBe(status);
});

test('an id that is none, or nobody’s, is not found', async () => {
  expect((await hq.call('GET', `/api/v1/shifts/${idOf(999)}`, { token: hq.admin })).status).toBe(404);
  expect((await hq.call('GET', '/api/v1/shifts/x', { token: hq.admin })).status).toBe(400);
});
