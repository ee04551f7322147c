import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LADDER, maskIdNumber, maskName, maskPhone, type UnixMs, unixMs } from '@jifen/core';
import { createFieldCipher, createLogger, type PinHasher, seededRandom, type StoreStep, uuidAt } from '@jifen/platform';
import { type Backend, type BackendDeps, createBackend, createFileKeystore, runCopyJob } from '@jifen/pos-desktop/backend';
import { encodeHlc } from '@jifen/sync';
import { onTestFinished } from 'vitest';
import { type Answer, bodyOf } from '../../support/chain/json-call.ts';
import { BRANCH, createFakeHq, type FakeHq, HQ_URL, INDEX_KEY } from './fake-hq.ts';

export type TestTill = {
  readonly hq: FakeHq;
  readonly folder: string;
  backend: Backend;
  now: UnixMs;
  /** The clock that nobody can set. */
  uptime: number;
  /** How often a PIN or password was hashed. */
  readonly hashed: number;
  isCut: boolean;
  onStep: ((step: StoreStep) => void) | null;
  /** Where copies go, on a till that makes any. */
  copyFolder: string;
  onPlace: BackendDeps['onPlace'] | null;
  /** Called at every step of the next start. */
  onStart: ((step: StoreStep) => void) | null;
  token: string;
  newId(): string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  signIn(staffId?: string): Promise<void>;
  /** Opens the till again on the same files; `isClean` false: as after a power cut. */
  reopen(isClean?: boolean): Promise<void>;
};

const NOON = unixMs(Date.UTC(2026, 6, 31, 4));
export const CASHIER = '0190e000-0000-7000-8000-000000000001';
export const MANAGER = '0190e000-0000-7000-8000-000000000002';
export const PIN = '246810';

/** Slow hashing is the library's business; here it must only be one-way enough to see that nothing else is kept. */
export const quickHasher: PinHasher = {
  hash: (plain) => Promise.resolve(`$argon2id$${outputOf(plain)}`),
  verify: async (hashed, plain) => hashed === (await quickHasher.hash(plain)),
  split: (hashed) => {
    const [, settings, output] = /^(\$argon2id)\$(\w+)$/.exec(hashed) ?? [];
    return settings === undefined || output === undefined ? null : { settings, output };
  },
  outputOf: (_, plain) => Promise.resolve(outputOf(plain)),
};

function outputOf(plain: string): string {
  return Buffer.from(plain).toString('hex').split('').toReversed().join('');
}

/** What HQ has of everybody's PIN. */
export const PIN_HASH = `$argon2id$${outputOf(PIN)}`;

/** What another build reads of the feed; opened again, it is this one. */
type Build = Pick<BackendDeps, 'readFeed' | 'printer' | 'timer'> & { readonly hasCopies?: boolean };

/** A till in a folder of its own, against a small HQ, with clock and chance of the test. Not enrolled. */
export async function openTestTill({ readFeed, hasCopies = false, ...machine }: Build = {}): Promise<TestTill> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-till-'));
  const random = seededRandom(1);
  const hq = createFakeHq(() => till.now);
  let isUpgraded = false;
  let hashed = 0;
  const count = <T>(made: T): T => {
    hashed += 1;
    return made;
  };
  const counting: PinHasher = {
    ...quickHasher,
    hash: (plain) => count(quickHasher.hash(plain)),
    outputOf: (settings, plain) => count(quickHasher.outputOf(settings, plain)),
  };
  const open = () =>
    createBackend({
      ...(readFeed === undefined || isUpgraded ? {} : { readFeed }),
      ...machine,
      ...(hasCopies ? { copies: { folder: till.copyFolder, run: runCopyJob } } : {}),
      dataFolder: folder,
      clock: () => till.now,
      uptime: () => till.uptime,
      random,
      transport: (request) => (till.isCut ? Promise.reject(new TypeError('fetch failed')) : hq.transport(request)),
      hasher: counting,
      keystore: createFileKeystore(join(folder, 'keys')),
      logger: createLogger({ name: 'till', level: 'silent' }),
      demo: true,
      onStep: (step) => till.onStep?.(step),
      onPlace: (step) => till.onPlace?.(step),
    });
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = new Headers(till.token === '' ? {} : { authorization: `Bearer ${till.token}` });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: text }) };
    const response = await till.backend.fetch(new Request(`http://till.local${path}`, init));
    return { status: response.status, body: await response.json() };
  };
  const till = {
    hq,
    folder,
    now: NOON,
    uptime: 0,
    get hashed() {
      return hashed;
    },
    isCut: false,
    onStep: null,
    onPlace: null,
    copyFolder: join(folder, 'backups'),
    onStart: null,
    token: '',
    newId: () => uuidAt(till.now, random),
    call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    signIn: async (staffId = CASHIER) => {
      till.token = bodyOf<{ token: string }>(await call('POST', '/api/session', { staffId, pin: PIN })).token;
    },
    reopen: async (isClean = true) => {
      till.onStep = isClean
        ? null
        : () => {
            throw new Error('power cut');
          };
      await till.backend.close().catch(() => undefined);
      till.onStep = till.onStart;
      isUpgraded = true;
      till.backend = await open();
      till.onStep = null;
    },
  } as TestTill;
  till.backend = await open();
  onTestFinished(async () => {
    await till.backend.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  return till;
}

/** The head of the log of a till that `openSellingTill` opened. */
export const OPENED_SEQ = 2;

/** Enrolled, with a rule, products, rewards and a cashier from HQ, and signed in. */
export async function openSellingTill(build: Build = {}): Promise<TestTill> {
  const till = await openTestTill(build);
  feedReference(till.hq);
  const enrolled = await till.post('/api/enrol', { hqUrl: HQ_URL, code: 'GOOD-CODE', terminalName: '收银台一' });
  if (enrolled.status !== 200) throw new Error(JSON.stringify(enrolled));
  const drained = await till.backend.drain();
  if (drained.kind !== 'applied') throw new Error(JSON.stringify(drained));
  await till.signIn();
  // Its log begins with that it lives, and who stands there: `OPENED_SEQ` events, and HQ has them.
  await till.backend.drain();
  return till;
}

export const SOAP = '0190c000-0000-7000-8000-000000000001';
export const APPLE = '0190c000-0000-7000-8000-000000000002';
export const ASPIRIN = '0190c000-0000-7000-8000-000000000003';
export const CUP = '0190f000-0000-7000-8000-000000000001';
export const KETTLE = '0190f000-0000-7000-8000-000000000002';

function feedReference(hq: FakeHq): void {
  hq.feed('branch', BRANCH, {
    id: BRANCH,
    name: '东门店',
    address: '东门大街 1 号',
    contact: '010-1',
    openingHours: '08:00-22:00',
    promotions: '',
    utcOffsetMinutes: 480,
  });
  const pinHash = PIN_HASH;
  hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash, isActive: true });
  hq.feed('staff', MANAGER, { id: MANAGER, name: '老王', role: 'branch_manager', pinHash, isActive: true });
  hq.feed('rule', '1', { version: 1, effectiveFrom: 0, ladder: DEFAULT_LADDER, campaigns: [], excludedTenders: [], expiryMonths: 24 });
  const product = { category: 'general', drugClass: 'general', earns: true, isActive: true };
  hq.feed('product', SOAP, { id: SOAP, barcode: '6901234567892', name: '香皂', priceFen: 1000, ...product });
  hq.feed('product', APPLE, { id: APPLE, barcode: '6900000000014', name: '苹果', priceFen: 333, ...product });
  hq.feed('product', ASPIRIN, {
    id: ASPIRIN,
    barcode: '6900000000021',
    name: '阿司匹林',
    priceFen: 2000,
    ...product,
    drugClass: 'rx',
    earns: false,
  });
  const reward = { category: '家居', drugClass: 'general', pictureUrl: null, isActive: true };
  hq.feed('reward', CUP, { id: CUP, name: '杯子', points: 100, cashFen: 0, ...reward });
  hq.feed('reward', KETTLE, { id: KETTLE, name: '水壶', points: 200, cashFen: 1500, ...reward });
}

export const ZHANG = '0190a000-0000-7000-8000-000000000001';
export const LI = '0190a000-0000-7000-8000-000000000002';

export type FedMember = {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly cards?: readonly string[];
  readonly isFull?: boolean;
  readonly isActive?: boolean;
};

/** A member as HQ sends it: whole for this branch, else masked. */
export function feedMember(till: TestTill, { id, name, phone, idNumber, cards = [], isFull = true, isActive = true }: FedMember): void {
  const cipher = createFieldCipher({ dataKey: INDEX_KEY, indexKey: INDEX_KEY }, () => new Uint8Array(12));
  till.hq.feed('member', id, {
    memberId: id,
    name: isFull ? name : maskName(name as never),
    isFull,
    phone: isFull ? (phone ?? null) : null,
    idNumber: isFull ? (idNumber ?? null) : null,
    address: null,
    birthday: null,
    phoneMasked: phone === undefined ? null : maskPhone(phone as never),
    idNumberMasked: idNumber === undefined ? null : maskIdNumber(idNumber as never),
    phoneIndex: phone === undefined ? null : cipher.indexOf('phone', phone),
    idNumberIndex: idNumber === undefined ? null : cipher.indexOf('id_number', idNumber),
    cards: cards.map((cardNumber) => ({ cardNumber, isActive: true })),
    isActive,
    joinedAt: till.now,
    homeBranch: isFull ? BRANCH : 'west',
    hlc: encodeHlc(till.now, 0),
  });
}

export const NO_TOTALS = { points: 0, debt: 0, experience: 0, purchases: 0, spendFen: 0 };
export const NO_OWN = { rights: 0, debt: 0, experience: 0, purchases: 0, spendFen: 0 };

export function feedSummary(till: TestTill, memberId: string, totals: Partial<typeof NO_TOTALS>, own: Partial<typeof NO_OWN> = {}): void {
  till.hq.feed('summary', memberId, { memberId, ...NO_TOTALS, ...totals, lastPurchaseAt: null, own: { ...NO_OWN, ...own } });
}

export function cashSale(till: TestTill, memberId: string | null, amountFen: number) {
  return {
    id: till.newId(),
    memberId,
    alias: null,
    lines: [{ kind: 'amount', amountFen, earns: true }],
    tenders: [{ method: 'cash', amountFen }],
  };
}

/** The person who is signed in manages the branch from now on. */
export async function makeManager(till: TestTill): Promise<void> {
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '店长', role: 'branch_manager', pinHash: PIN_HASH, isActive: true });
  await till.backend.drain();
}
