import { brotliDecompressSync } from 'node:zlib';
import { type BranchId, type Incarnation, must, type TerminalId, type UnixMs } from '@jifen/core';
import { generateKeyPair, isSignatureTrue, type KeyPair, sha256, sha256Base64 } from '@jifen/platform';
import {
  decideBatch,
  ENROL_PATH,
  enrolRequestSchema,
  type EnrolResponse,
  EXCHANGE_PATH,
  type ExchangeRequest,
  exchangeRequestSchema,
  type ExchangeResponse,
  exchangeResponseSchema,
  GENESIS_HASH,
  type LoggedEvent,
  parseSignatureHeaders,
  signatureBaseOf,
  unpackBatch,
} from '@jifen/sync';

type AppliedPart = Partial<Extract<ExchangeResponse, { kind: 'applied' }>>;
type FeedData = Readonly<Record<string, unknown>> | null;

/** A small HQ that speaks the protocol truly, keeps what it is sent, and says what a test wants it to say. */
export type FakeHq = {
  readonly transport: (request: Request) => Promise<Response>;
  /** The exchange itself, whatever stands in `instead`. */
  readonly exchange: (request: Request) => Promise<Response>;
  /** The log of the incarnation that HQ speaks to. */
  readonly events: LoggedEvent[];
  /** The logs of all incarnations, as far as they came. */
  readonly logs: Map<string, LoggedEvent[]>;
  /** Incarnations that are refused, and how. */
  readonly refused: Map<string, 'forked' | 'closed'>;
  /** Whether it takes logs of earlier lives and says how far it has them. */
  sayRecovery: boolean;
  readonly requests: ExchangeRequest[];
  readonly bodies: { readonly bytes: number; readonly encoding: string | null }[];
  feed(topic: string, key: string, data: FeedData): void;
  /** Forgets a record without a trace. */
  forget(topic: string, key: string): void;
  /** Parts of the next applied answer. */
  readonly say: AppliedPart[];
  /** Answers the next exchanges instead of HQ. */
  readonly instead: ((request: Request) => Response | Promise<Response>)[];
  /** Said of the next enrolments otherwise than of the first. */
  enrols: Partial<EnrolResponse>;
  /** What it signs grants with; its public half is pinned at enrolment. */
  readonly signing: KeyPair;
  historyEpoch: Incarnation;
  clockOffsetMs: number;
  feedLimit: number;
};

export const HQ_URL = 'http://hq.test';
export const BRANCH = 'east' as BranchId;
export const TERMINAL = '0190d000-0000-7000-8000-000000000001' as TerminalId;
export const INDEX_KEY = Buffer.alloc(32, 7).toString('base64url');

export function createFakeHq(clock: () => UnixMs): FakeHq {
  let publicKey = '';
  const signing = generateKeyPair();
  let gseq = 0;
  let knownIncarnation: string | null = null;
  const logOf = (incarnation: string) => {
    const log = hq.logs.get(incarnation) ?? [];
    hq.logs.set(incarnation, log);
    return log;
  };
  const rows = new Map<string, { gseq: number; topic: string; key: string; data: FeedData }>();
  const now = () => (clock() + hq.clockOffsetMs) as UnixMs;
  const json = (body: unknown, status = 200) => Response.json(body, { status });

  async function enrol(request: Request): Promise<Response> {
    const body = enrolRequestSchema.parse(await request.json());
    if (body.code !== 'GOOD-CODE') return json({ error: { code: 'enrolment_code_wrong' } }, 422);
    const proof = Buffer.from(body.proof, 'base64url').toString('base64');
    if (!isSignatureTrue(body.publicKey, `${body.code}\n${body.hqUrl}`, proof)) return json({ error: { code: 'proof_wrong' } }, 422);
    ({ publicKey } = body);
    const part = { hqPublicKey: signing.publicKey, indexKey: INDEX_KEY, cardBlock: 17, historyEpoch: hq.historyEpoch, serverTime: now() };
    return json({ terminal: TERMINAL, branch: BRANCH, branchName: '东门店', ...part, ...hq.enrols });
  }

  async function exchange(request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const headers = {
      signatureInput: request.headers.get('signature-input') ?? undefined,
      signature: request.headers.get('signature') ?? undefined,
    };
    const parsed = parseSignatureHeaders(headers, now());
    if (!parsed.ok) return json({ error: { ...parsed.error, serverTime: now() } }, 401);
    const { host, pathname } = new URL(request.url);
    const parts = { method: 'POST', authority: host, path: pathname, bodySha256: sha256Base64(bytes) };
    if (!isSignatureTrue(publicKey, signatureBaseOf(parts, parsed.value), parsed.value.signature)) {
      return json({ error: { code: 'signature_wrong' } }, 401);
    }
    const encoding = request.headers.get('content-encoding');
    hq.bodies.push({ bytes: bytes.length, encoding });
    const text = Buffer.from(encoding === 'br' ? brotliDecompressSync(bytes) : bytes).toString('utf8');
    const body = exchangeRequestSchema.parse(JSON.parse(text));
    hq.requests.push(body);
    return json(exchangeResponseSchema.parse(JSON.parse(JSON.stringify(answerTo(body)))));
  }

  function answerTo(body: ExchangeRequest): unknown {
    const { incarnation } = body.batch;
    const log = hq.logs.get(incarnation);
    const head = log?.at(-1)?.envelope;
    const ack = { historyEpoch: hq.historyEpoch, ackSeq: head?.seq ?? 0, ackHash: head?.hash ?? GENESIS_HASH, serverTime: now() };
    const refused = hq.refused.get(incarnation);
    if (refused !== undefined) return { kind: 'refused', code: refused, ...ack };
    if (log === undefined) {
      if (body.join?.challenge !== 'let-me-in')
        return { kind: 'challenge', challenge: 'let-me-in', historyEpoch: hq.historyEpoch, serverTime: now() };
      if (knownIncarnation !== null) hq.refused.set(knownIncarnation, 'closed');
      knownIncarnation = incarnation;
    } else if (body.historyEpoch !== hq.historyEpoch) {
      return { kind: 'rewind', ...ack };
    }
    const decision = takeInto(logOf(incarnation), body.batch);
    if (decision === 'rewind') return { kind: 'rewind', ...ack };
    if (decision === 'fork') return { kind: 'refused', code: 'forked', ...ack };
    return { ...appliedAnswer(body), ...recoveryOf(body) };
  }

  function takeInto(log: LoggedEvent[], batch: ExchangeRequest['batch']): 'take' | 'rewind' | 'fork' {
    const unpacked = unpackBatch(batch, sha256);
    if (!unpacked.ok) throw new Error(unpacked.error.code);
    const head = log.at(-1)?.envelope;
    const place = { ...batch, events: unpacked.value };
    const decision = decideBatch({ seq: head?.seq ?? 0, hash: head?.hash ?? GENESIS_HASH }, place, (seq) => log[seq - 1]?.envelope.hash);
    if (decision.kind === 'take') log.push(...decision.events);
    return decision.kind;
  }

  function recoveryOf({ recovery }: ExchangeRequest): object {
    if (recovery === null || !hq.sayRecovery) return {};
    const log = logOf(recovery.incarnation);
    takeInto(log, recovery);
    const head = log.at(-1)?.envelope;
    return { recovery: { incarnation: recovery.incarnation, seq: head?.seq ?? 0, hash: head?.hash ?? GENESIS_HASH } };
  }

  function appliedAnswer(body: ExchangeRequest): object {
    const head = must(hq.events.at(-1), 'event').envelope;
    const open = [...rows.values()].filter((row) => row.gseq > body.cursor).toSorted((a, b) => a.gseq - b.gseq);
    const feed = open.slice(0, Math.min(hq.feedLimit, body.feedLimit));
    return {
      kind: 'applied',
      historyEpoch: hq.historyEpoch,
      ackSeq: head.seq,
      ackHash: head.hash,
      serverTime: now(),
      safeSeq: 0,
      dispositions: [],
      granted: [],
      recalls: [],
      unmet: [],
      feed,
      cursor: feed.at(-1)?.gseq ?? body.cursor,
      hasMore: feed.length < open.length,
      batchEvents: 200,
      ...hq.say.shift(),
    };
  }

  const hq: FakeHq = {
    exchange,
    get events() {
      return knownIncarnation === null ? [] : logOf(knownIncarnation);
    },
    logs: new Map(),
    refused: new Map(),
    sayRecovery: true,
    requests: [],
    bodies: [],
    say: [],
    instead: [],
    enrols: {},
    signing,
    historyEpoch: 'aabbccddeeff0011' as Incarnation,
    clockOffsetMs: 0,
    feedLimit: 1000,
    forget: (topic, key) => {
      rows.delete(`${topic}/${key}`);
    },
    feed: (topic, key, data) => {
      gseq += 1;
      rows.set(`${topic}/${key}`, { gseq, topic, key, data });
    },
    transport: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === ENROL_PATH) return enrol(request);
      if (pathname !== EXCHANGE_PATH) return json({ error: { code: 'not_found' } }, 404);
      const instead = hq.instead.shift();
      return instead === undefined ? exchange(request) : instead(request);
    },
  };
  return hq;
}
