import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  type BranchId,
  DEFAULT_LADDER,
  type Incarnation,
  type MemberId,
  type RewardId,
  type TerminalId,
  type UnixMs,
  unixMs,
} from '@jifen/core';
import { createHq, type Hq } from '@jifen/hq-server/server';
import { createLogger, generateKeyPair, type KeyPair, sha256, sha256Base64, signText, type StoreStep } from '@jifen/platform';
import {
  type AppliedResponse,
  type BodyReading,
  contentDigestOf,
  ENROL_PATH,
  type EnrolResponse,
  type Envelope,
  EXCHANGE_PATH,
  type ExchangeRequest,
  type ExchangeResponse,
  PROTOCOL_VERSION,
  signatureBaseOf,
  signatureHeaderOf,
  signatureInputOf,
} from '@jifen/sync';
import { DEFAULT_SETTINGS, putSettings } from '../../../apps/hq-server/src/server/store/setting-store.ts';
import { BranchLog } from '../../support/branch-log.ts';
import { seededRandom } from '../../support/seeded-random.ts';

export const HQ_URL = 'http://hq.local';
export const NOW = Date.UTC(2026, 5, 1, 4);
export const DAY = 86_400_000;

export function memberId(n: number): MemberId {
  return `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as MemberId;
}

export function rewardId(n: number): RewardId {
  return `0190c000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as RewardId;
}

export type Reply = { readonly status: number; readonly body: ExchangeResponse & { error?: { code: string; serverTime?: number } } };

export type SyncHq = {
  /** Where its files are; they go when it closes. */
  readonly dataFolder: string;
  hq: Hq;
  now: number;
  advance(ms: number): void;
  reopen(): Promise<void>;
  close(): Promise<void>;
};

/** A real HQ on its own files with branches b1 to b3 and one rule from the beginning of time; the clock belongs to the test. */
/** The stories of these tests move points by visits: every visit elsewhere calls them over. */
async function followVisits({ context }: Hq): Promise<void> {
  await context.db.transaction().execute((trx) => putSettings(trx, { ...DEFAULT_SETTINGS, placement: { kind: 'last_visited' } }));
}

export async function openSyncHq(
  options: { readonly onStep?: (step: StoreStep) => void; readonly readBody?: (event: Envelope) => BodyReading } = {},
): Promise<SyncHq> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jifen-hq-sync-'));
  const random = seededRandom(11);
  const world: { now: number; readBody: typeof options.readBody } = { now: NOW, readBody: options.readBody };
  const open = () =>
    createHq({
      dataFolder,
      random,
      clock: (): UnixMs => unixMs(world.now),
      logger: createLogger({ name: 'hq', level: 'silent' }),
      publicUrl: HQ_URL,
      hasher: { hash: (plain) => Promise.resolve(sha256(plain)), verify: (hash, plain) => Promise.resolve(hash === sha256(plain)) },
      ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
      ...(world.readBody === undefined ? {} : { readBody: world.readBody }),
    });
  const hq = await open();
  await fill(hq);
  await followVisits(hq);
  const self: SyncHq = {
    dataFolder,
    hq,
    get now() {
      return world.now;
    },
    set now(to: number) {
      world.now = to;
    },
    advance: (ms) => {
      world.now += ms;
    },
    reopen: async () => {
      await self.hq.close();
      // As after an upgrade: this build reads everything that it knows.
      world.readBody = undefined;
      self.hq = await open();
    },
    close: async () => {
      await self.hq.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return self;
}

async function fill({ context: { db } }: Hq): Promise<void> {
  for (const id of ['b1', 'b2', 'b3']) {
    const texts = { address: '', contact: '', opening_hours: '', promotions: '' };
    await db
      .insertInto('branch')
      .values({ branch_id: id as BranchId, name: `Branch ${id}`, ...texts, utc_offset_minutes: 480, created_at: unixMs(NOW) })
      .execute();
  }
  await db
    .insertInto('rule')
    .values({
      version: 1,
      effective_from: unixMs(0),
      ladder: JSON.stringify(DEFAULT_LADDER),
      campaigns: '[]',
      excluded_tenders: '[]',
      expiry_months: null,
      published_at: unixMs(NOW),
    })
    .execute();
}

/** An enrolled terminal that sends whatever log a test wrote. */
export class TestTill {
  readonly log: BranchLog;
  readonly keys: KeyPair;
  readonly terminal: TerminalId;
  epoch: Incarnation | null = null;
  cursor = 0;
  acked = 0;
  granted: ExchangeRequest['granted'] = [];
  requests = 0;
  readonly #hq: SyncHq;

  constructor(hq: SyncHq, log: BranchLog, identity: { readonly keys: KeyPair; readonly terminal: TerminalId }) {
    this.#hq = hq;
    this.log = log;
    this.keys = identity.keys;
    this.terminal = identity.terminal;
  }

  request(over: Partial<ExchangeRequest> = {}): ExchangeRequest {
    return {
      protocol: PROTOCOL_VERSION,
      recovery: null,
      asks: [],
      taken: [],
      requestNo: (this.requests += 1),
      runs: [{ run: 'first', from: 1 }],
      historyEpoch: this.epoch,
      join: null,
      batch: this.log.batch(this.acked, 200),
      head: this.log.head,
      granted: this.granted,
      wants: [],
      cursor: this.cursor,
      feedLimit: 0,
      app: 'test',
      types: {},
      ...over,
    };
  }

  async send(body: unknown, options: SendOptions = {}): Promise<Reply> {
    const signed = signedRequest(this, body, { now: this.#hq.now, ...options });
    const response = await this.#hq.hq.fetch(signed);
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  }

  /** Exchanges once and takes the acknowledgement; answers a challenge. */
  async exchange(over: Partial<ExchangeRequest> = {}): Promise<AppliedResponse> {
    let reply = await this.send(this.request(over));
    if (reply.body.kind === 'challenge') {
      this.epoch = reply.body.historyEpoch;
      reply = await this.send(this.request({ ...over, join: { challenge: reply.body.challenge } }));
    }
    if (reply.status !== 200 || reply.body.kind !== 'applied') throw new Error(`not applied: ${JSON.stringify(reply)}`);
    this.epoch = reply.body.historyEpoch;
    this.acked = reply.body.ackSeq;
    return reply.body;
  }

  /** Exchanges until the whole log is at HQ. */
  async drain(): Promise<AppliedResponse> {
    let answer = await this.exchange();
    while (this.acked < this.log.head.seq) answer = await this.exchange();
    return answer;
  }
}

export type SendOptions = {
  readonly now?: number;
  readonly keys?: KeyPair;
  readonly terminal?: TerminalId;
  readonly isCompressed?: boolean;
  /** Changes the bytes after they were signed. */
  readonly alter?: (bytes: Buffer) => Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

export function signedRequest(till: TestTill, body: unknown, options: SendOptions & { readonly now: number }): Request {
  const { now, keys = till.keys, terminal = till.terminal, isCompressed = false, alter = (bytes: Buffer) => bytes } = options;
  const plain = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const bytes = isCompressed ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : plain;
  const bodySha256 = sha256Base64(bytes);
  const parameters = { created: unixMs(now), keyId: terminal };
  const base = signatureBaseOf({ method: 'POST', authority: 'hq.local', path: EXCHANGE_PATH, bodySha256 }, parameters);
  return new Request(`${HQ_URL}${EXCHANGE_PATH}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-digest': contentDigestOf(bodySha256),
      'signature-input': signatureInputOf(parameters),
      signature: signatureHeaderOf(signText(keys, base)),
      ...(isCompressed ? { 'content-encoding': 'br' } : {}),
      ...options.headers,
    },
    body: new Uint8Array(alter(bytes)),
  });
}

/** Puts a one-time code for a branch into HQ and answers it. */
export async function issueCode(hq: SyncHq, branch: string, code = `CODE-${branch}-0123456789`): Promise<string> {
  const { normalizeEnrolmentCode } = await import('../../../apps/hq-server/src/server/service/terminal-service.ts');
  await hq.hq.context.db
    .insertInto('enrolment_code')
    .values({
      code_hash: sha256(normalizeEnrolmentCode(code)),
      branch_id: branch as BranchId,
      terminal_name: 'Till 1',
      expires_at: unixMs(hq.now + 600_000),
      used_at: null,
      tries: 0,
      created_by: 'test',
      created_at: unixMs(hq.now),
    })
    .execute();
  return code;
}

export function enrolBody(code: string, keys: KeyPair, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const proof = Buffer.from(signText(keys, `${code}\n${HQ_URL}`), 'base64').toString('base64url');
  return { code, publicKey: keys.publicKey, proof, hqUrl: HQ_URL, terminalName: 'Till 1', app: 'test', ...over };
}

export async function sendEnrol(
  hq: SyncHq,
  body: unknown,
): Promise<{ status: number; body: EnrolResponse & { error?: { code: string } } }> {
  const response = await hq.hq.fetch(
    new Request(`${HQ_URL}${ENROL_PATH}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );
  return { status: response.status, body: (await response.json()) as EnrolResponse };
}

let codes = 0;

/** A till of the branch, enrolled through the real enrolment; its log begins with `incarnation_opened`. */
export async function enrolTill(
  hq: SyncHq,
  branch: string,
  { incarnation = `${branch.slice(1)}a`, startsAt = NOW - DAY } = {},
): Promise<TestTill> {
  codes += 1;
  const keys = generateKeyPair();
  const code = await issueCode(hq, branch, `CODE-${branch}-${codes.toString().padStart(10, '0')}`);
  const { status, body } = await sendEnrol(hq, enrolBody(code, keys));
  if (status !== 200) throw new Error(`not enrolled: ${JSON.stringify(body)}`);
  const log = new BranchLog(branch, incarnation, startsAt);
  log.opened();
  return new TestTill(hq, log, { keys, terminal: body.terminal });
}
