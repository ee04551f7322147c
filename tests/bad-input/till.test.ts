import { join } from 'node:path';
import { cardNumberOf } from '@jifen/core';
import { POS_ERROR_CODES } from '@jifen/pos-desktop/backend';
import type { JsonValue } from '@jifen/sync';
import { errorEn, errorZhCn } from '@jifen/ui';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../support/chain/json-call.ts';
import {
  CASHIER,
  cashSale,
  CUP,
  feedMember,
  MANAGER,
  openSellingTill,
  SOAP,
  type TestTill,
  ZHANG,
} from '../pos-desktop/support/test-till.ts';
import { bodiesWith, ODD_VALUES } from './odd-bodies.ts';

type Command = { readonly method: string; readonly path: string; readonly body: JsonValue };

const tenders = [{ method: 'cash', amountFen: 110 }];
const lines = [
  { kind: 'amount', amountFen: 100, earns: true },
  { kind: 'product', barcode: null, productId: SOAP, quantity: 1, lineFen: 10 },
];
const profile = {
  name: '张',
  phone: '13900000001',
  idNumber: null,
  address: '东街',
  birthday: '2000-01-01',
  password: 'long enough to pass',
};

const settings = {
  keys: { 'counter.pay': 'Enter' },
  scanner: { prefix: '', suffix: '', minLength: 6, maxGapMs: 35 },
  isLargeText: false,
  isHighContrast: true,
};

const printer = {
  kind: 'none',
  host: null,
  port: null,
  path: null,
  columns: 48,
  language: 'zh-CN',
  isAutomatic: false,
  opensDrawer: false,
  cuts: true,
};

/** A well-formed body for every command of the till's API; `NEW` is filled with an id that nobody used. */
function commands(sale: string, redemption: string): readonly Command[] {
  const post = (path: string, body: JsonValue): Command => ({ method: 'POST', path, body });
  return [
    post('/api/enrol', { hqUrl: 'http://hq.test', code: 'GOOD-CODE', terminalName: '收银台' }),
    post('/api/quote', { memberId: ZHANG, lines, tenders }),
    post('/api/sales', { id: 'NEW', memberId: ZHANG, alias: null, lines, tenders }),
    post('/api/sales', { id: 'NEW', memberId: null, alias: { kind: 'phone', phone: '13800000001' }, lines, tenders }),
    post('/api/sales', {
      id: 'NEW',
      memberId: null,
      alias: { kind: 'card', cardNumber: cardNumberOf({ block: 10, serial: 1 }) },
      lines,
      tenders,
    }),
    post(`/api/sales/${sale}/refund`, { id: 'NEW', lines: [{ line: 0, amountFen: 110 }], tenders, reason: 'customer' }),
    post(`/api/sales/${sale}/void`, { id: 'NEW', reason: 'customer' }),
    post('/api/redemptions', { id: 'NEW', memberId: ZHANG, rewardId: CUP, quantity: 1, tenders: [] }),
    post(`/api/redemptions/${redemption}/refund`, { id: 'NEW', quantity: 1, tenders: [], reason: 'customer' }),
    post(`/api/redemptions/${redemption}/void`, { id: 'NEW', reason: 'customer' }),
    post('/api/members', { id: 'NEW', ...profile, cardNumber: null }),
    { method: 'PATCH', path: `/api/members/${ZHANG}`, body: { id: 'NEW', ...profile, phone: '13900000002' } },
    post(`/api/members/${ZHANG}/cards`, { id: 'NEW', cardNumber: null, replaces: null }),
    post(`/api/members/${ZHANG}/status`, { id: 'NEW', isActive: true }),
    post('/api/stock/receive', { id: 'NEW', rewardId: CUP, quantity: 1 }),
    post('/api/stock/count', { id: 'NEW', rewardId: CUP, counted: 1 }),
    post('/api/stock/adjust', { id: 'NEW', rewardId: CUP, difference: 1, reason: 'found' }),
    post('/api/stock/consign', { id: 'NEW', rewardId: CUP, difference: 1 }),
    post(`/api/orders/${sale}/ready`, { id: 'NEW' }),
    post(`/api/orders/${sale}/release`, { id: 'NEW', reason: 'not_collected' }),
    post(`/api/orders/${sale}/fulfil`, { id: 'NEW', tenders: [] }),
    post('/api/grants', { text: 'JF1' }),
    post('/api/demo/line', { isCut: true }),
    post('/api/receipts/find', { receipt: 'AB12-260101-0001' }),
    post('/api/shift/open', { id: 'NEW', floatFen: 100 }),
    post('/api/shift/cash', { id: 'NEW', direction: 'in', amountFen: 100, reason: 'change' }),
    post('/api/drawer/open', { id: 'NEW', reason: 'check' }),
    post('/api/shift/close', { id: 'NEW', countedFen: 100 }),
    post('/api/papers/x/print', { id: 'NEW' }),
    post(`/api/papers/${sale}/print`, {}),
    post(`/api/papers/${sale}/reprint`, { id: 'NEW' }),
    post(`/api/print-jobs/${sale}/retry`, {}),
    post(`/api/print-jobs/${sale}/drop`, {}),
    { method: 'PUT', path: '/api/printer', body: printer },
    post('/api/printer/test', {}),
    { method: 'PUT', path: '/api/settings', body: settings },
    post('/api/parked', { id: 'NEW', label: '三号', draft: { lines: [{ barcode: '1' }] } }),
    post(`/api/staff/${CASHIER}/pin`, { id: 'NEW', pin: '739164' }),
    post(`/api/staff/${CASHIER}/unlock`, { id: 'NEW' }),
  ];
}

async function openUsedTill(): Promise<{ till: TestTill; all: readonly Command[] }> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const sale = cashSale(till, ZHANG, 50_000);
  bodyOf(await till.post('/api/sales', sale));
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 9 }));
  const redemption = { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 };
  bodyOf(await till.post('/api/redemptions', redemption));
  // A manager needs nobody's leave for any of it.
  await till.signIn(MANAGER);
  till.isCut = true;
  return { till, all: commands(sale.id, redemption.id) };
}

/** All that the file holds, but for how often HQ was asked; read again whenever somebody else committed a change. */
function watchContent(till: TestTill): { content(): string; close(): void } {
  const watcher = new Database(join(till.folder, 'branch.sqlite'), { readonly: true });
  const tables = watcher.prepare<[], string>(`select name from sqlite_schema where type = 'table' order by name`).pluck().all();
  const readAll = () => tables.map((name) => [name, watcher.prepare(`select * from "${name}"`).all()]);
  let [version, content] = [-1, ''];
  return {
    content: () => {
      const present = Number(watcher.pragma('data_version', { simple: true }));
      if (present !== version) content = JSON.stringify(readAll(), (key, value: unknown) => (key === 'requests' ? null : value));
      version = present;
      return content;
    },
    close: () => watcher.close(),
  };
}

function fill(till: TestTill, body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replace('"NEW"', `"${till.newId()}"`));
}

test.each(ODD_VALUES)('%s in any field of any command never is a fault of the till, and a refusal writes nothing', async (_, value) => {
  const { till, all } = await openUsedTill();
  const watched = watchContent(till);
  let refused = 0;
  for (const { method, path, body } of all) {
    for (const changed of bodiesWith(body, value)) {
      const before = watched.content();
      const answer = await till.call(method, path, fill(till, changed));
      const what = `${method} ${path} ${JSON.stringify(changed).slice(0, 300)} ${JSON.stringify(answer).slice(0, 300)}`;
      expect(answer.status, what).toBeLessThan(500);
      if (answer.status < 400) continue;
      refused += 1;
      const code = errorCodeOf(answer);
      expect(Object.hasOwn(errorZhCn, code) && Object.hasOwn(errorEn, code), what).toBe(true);
      expect(watched.content() === before, what).toBe(true);
    }
  }
  expect(refused).toBeGreaterThan(50);
  watched.close();
});

test('the commands of that test are all there are, and when nothing is odd they are done but for what the ones before made impossible', async () => {
  const { till, all } = await openUsedTill();
  const tried = new Set(all.map(({ method, path }) => `${method} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`));
  const routes = till.backend.api.routes.filter(({ method }) => ['POST', 'PATCH', 'PUT'].includes(method));
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  // Those of the lives of a till and of its copies are a manager's, or come before there is a till; they have tests of their own. What asks for a PIN counts a try, and is tried below.
  const apart = [
    'POST /api/session',
    'POST /api/session/pin',
    'POST /api/approvals',
    'POST /api/sync/exchange',
    'POST /api/sync/return-rights',
    'POST /api/life/begin',
    'POST /api/life/close',
    'POST /api/backups',
    'POST /api/begin-empty',
    'POST /api/re-enrol',
    'POST /api/restore',
  ];
  expect([...tried].toSorted()).toEqual([...known].filter((route) => !apart.includes(route)).toSorted());
  // Refunded by then: all of the sale, and with it points of the redemption.
  const refusals: string[] = [];
  for (const { method, path, body } of all) {
    const answer = await till.call(method, path, fill(till, body));
    if (answer.status !== 200) refusals.push(`${path.split('/').at(-1) ?? ''} ${errorCodeOf(answer)}`);
  }
  // Nobody ordered anything here, the grant is none, and nobody can be asked for another shop's receipt.
  const orders = ['ready not_found', 'release not_found', 'fulfil not_found'];
  const earlier = ['enrol already_enrolled', 'redemptions insufficient_points', 'void redemption_refunded'];
  // The page printed the paper, and there is no printer.
  const papers = ['retry not_found', 'drop not_found', 'test printer_not_set'];
  // The PIN that was just set forgave all tries.
  const staff = ['unlock nothing_to_change'];
  expect(refusals).toEqual([...earlier, ...orders, 'grants grant_unreadable', 'find origin_offline', ...papers, ...staff]);
});

test('the same id with other content is refused for every command, and nothing of the second is written', async () => {
  const { till } = await openUsedTill();
  const id = till.newId();
  bodyOf(await till.post('/api/sales', { ...cashSale(till, ZHANG, 100), id }));
  const watched = watchContent(till);
  const before = watched.content();
  const others: readonly (readonly [string, object])[] = [
    ['/api/sales', { ...cashSale(till, ZHANG, 200), id }],
    ['/api/sales', { ...cashSale(till, null, 100), id }],
    ['/api/redemptions', { id, memberId: ZHANG, rewardId: CUP, quantity: 1 }],
    ['/api/stock/receive', { id, rewardId: CUP, quantity: 1 }],
    ['/api/members', { id, name: '李四' }],
    [`/api/members/${ZHANG}/cards`, { id, cardNumber: null }],
    [`/api/members/${ZHANG}/status`, { id, isActive: false }],
  ];
  for (const [path, body] of others) {
    expect([path, await till.post(path, body)]).toMatchObject([path, { status: 409, body: { error: { code: 'id_taken' } } }]);
  }
  expect(watched.content()).toBe(before);
  watched.close();
});

test('a member who is inactive, points and stock that are short: each by name, with what is missing, and nothing written', async () => {
  const { till } = await openUsedTill();
  const redeem = (quantity: number) => till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity });
  const watched = watchContent(till);
  const before = watched.content();
  expect(await redeem(5)).toMatchObject({ status: 422, body: { error: { code: 'insufficient_points', shortBy: 100 } } });
  expect(watched.content()).toBe(before);
  bodyOf(await till.post('/api/stock/count', { id: till.newId(), rewardId: CUP, counted: 1 }));
  expect(await redeem(2)).toMatchObject({ status: 422, body: { error: { code: 'insufficient_stock' } } });
  bodyOf(await till.post(`/api/members/${ZHANG}/status`, { id: till.newId(), isActive: false }));
  const afterStatus = watched.content();
  expect(await redeem(1)).toMatchObject({ status: 422, body: { error: { code: 'member_inactive' } } });
  const sale = cashSale(till, ZHANG, 100);
  expect(await till.post('/api/sales', sale)).toMatchObject({ status: 422, body: { error: { code: 'member_inactive' } } });
  expect(watched.content()).toBe(afterStatus);
  watched.close();
});

test('an odd sign-in is refused and counts at most as a try', async () => {
  const till = await openSellingTill();
  for (const [, value] of ODD_VALUES) {
    for (const body of bodiesWith({ staffId: CASHIER, pin: '1' }, value)) {
      const answer = await till.post('/api/session', body);
      expect(['malformed_request', 'malformed_id', 'sign_in_failed', 'too_many_tries']).toContain(errorCodeOf(answer));
    }
  }
});

test('an odd approval and an odd new PIN are refused and count at most as a try', async () => {
  const till = await openSellingTill();
  const command = till.newId();
  const approval = { staffId: MANAGER, pin: '1', operation: 'void', command, amountFen: 100, memberId: ZHANG };
  const newPin = { id: till.newId(), pin: '1', newPin: '739164' };
  for (const [, value] of ODD_VALUES) {
    const bodies = [...bodiesWith(approval, value)].map((body) => ['approvals', body] as const);
    for (const [path, body] of [...bodies, ...[...bodiesWith(newPin, value)].map((changed) => ['session/pin', changed] as const)]) {
      const answer = await till.post(`/api/${path}`, body);
      expect([path, body, answer.status >= 400 && answer.status < 500]).toEqual([path, body, true]);
      expect(Object.hasOwn(errorZhCn, errorCodeOf(answer)), errorCodeOf(answer)).toBe(true);
    }
  }
});

test.each([
  ['nothing', ''],
  ['half an object', '{"id":'],
  ['two values', '{}{}'],
  ['NaN', '{"points":NaN}'],
  ['10,000 brackets', '['.repeat(10_000)],
  ['a deep object', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ['a key that reaches the prototype', '{"__proto__":{"role":"hq_admin"}}'],
])('a body of %s is malformed for every command', async (_, raw) => {
  const { till, all } = await openUsedTill();
  for (const { method, path } of all) {
    expect([path, await till.call(method, path, raw)]).toMatchObject([
      path,
      { status: 400, body: { error: { code: 'malformed_request' } } },
    ]);
  }
});

test('a body above 64 kB is too large for every command, announced or not', async () => {
  const { till, all } = await openUsedTill();
  const raw = JSON.stringify({ name: 'x'.repeat(70_000) });
  for (const { method, path } of all) {
    expect([path, await till.call(method, path, raw)]).toMatchObject([path, { status: 413, body: { error: { code: 'body_too_large' } } }]);
  }
});

test('odd texts in every query are no fault of the till', async () => {
  const { till } = await openUsedTill();
  const texts = [
    "'",
    '"',
    '%',
    '\u0000',
    '🙂',
    '𬭎',
    '(',
    '.*',
    '1'.repeat(100),
    '1'.repeat(101),
    '-1',
    '1e9',
    'NaN',
    "' union select sealed from member --",
  ];
  for (const path of [
    'members?q=',
    'products?q=',
    'products?barcode=',
    'journal?q=',
    'journal?state=',
    'journal?limit=',
    'journal?cursor=',
  ]) {
    for (const text of texts) {
      const answer = await till.get(`/api/${path}${encodeURIComponent(text)}`);
      expect([path, text, answer.status < 500]).toEqual([path, text, true]);
      if (answer.status >= 400) expect(POS_ERROR_CODES).toContain(errorCodeOf(answer));
    }
  }
});

test('a caller without a session, or with a made-up one, is told to sign in, whatever is asked', async () => {
  const { till, all } = await openUsedTill();
  for (const token of ['', 'x', 'A'.repeat(43), "' or 1=1 --"]) {
    till.token = token;
    for (const { method, path, body } of all.filter((command) => command.path !== '/api/enrol')) {
      expect([path, await till.call(method, path, fill(till, body))]).toMatchObject([
        path,
        { status: 401, body: { error: { code: 'not_signed_in' } } },
      ]);
    }
  }
});
