import { err, must, ok, type Result } from '@jifen/core';
import { createFieldCipher, generateKeyPair, type KeyPair, newIncarnation, newKey, signText } from '@jifen/platform';
import { ENROL_PATH, type EnrolRequest, type EnrolResponse, enrolResponseSchema } from '@jifen/sync';
import { findEnrolment, findLiveIncarnation, insertEnrolment, insertIncarnation } from '../store/incarnation.ts';
import type { Keystore } from '../store/keystore.ts';
import { type BranchDb, startProblem } from '../store/open-branch-store.ts';
import { insertPeer } from '../store/peer.ts';
import { APP } from './app.ts';
import { appendEvent } from './append-event.ts';
import { callHq, hqErrorOf, type HqReply, jsonRequest, type Transport } from './hq-call.ts';
import { newEventId } from './new-event-id.ts';
import type { Till, World } from './till.ts';

export type EnrolInput = { readonly hqUrl: string; readonly code: string; readonly terminalName: string };

/** `reason` is HQ's own code. */
export type EnrolProblem =
  | { readonly code: 'already_enrolled' | 'hq_url_malformed' | 'hq_url_differs' | 'hq_unreachable' | 'hq_answer_malformed' }
  | { readonly code: 'too_many_tries'; readonly retryAfterMs: number }
  | { readonly code: 'enrolment_refused'; readonly reason: string };

const SECRETS = { publicKey: 'device-public-key', privateKey: 'device-private-key', dataKey: 'data-key', indexKey: 'index-key' } as const;

export type Enrolling = { readonly world: World; readonly keystore: Keystore; readonly transport: Transport };

/** Makes this database a branch's till: HQ learns its public key, the log begins. The private key never leaves the keystore. */
export async function enrolTill({ world, keystore, transport }: Enrolling, input: EnrolInput): Promise<Result<Till, EnrolProblem>> {
  if (findEnrolment(world.store) !== null) return err({ code: 'already_enrolled' });
  const hqUrl = readHqUrl(input.hqUrl);
  if (hqUrl === null) return err({ code: 'hq_url_malformed' });
  const keys = await deviceKeysOf(keystore);
  const answer = await askHq(transport, requestOf({ ...input, hqUrl }, keys));
  if (!answer.ok) return answer;
  // Keys first: a database without its keys could not be opened again.
  const dataKey = (await keystore.read(SECRETS.dataKey)) ?? newKey(world.random);
  await keystore.write(SECRETS.dataKey, dataKey);
  await keystore.write(SECRETS.indexKey, answer.value.indexKey);
  const secrets = { deviceKeys: keys, dataKey, indexKey: answer.value.indexKey };
  const till = openLog(world, secrets, { hqUrl, terminalName: input.terminalName, answer: answer.value });
  return till === null ? err({ code: 'already_enrolled' }) : ok(till);
}

/** The till of this database; null before enrolment. Throws `keys_missing` when the keystore lost what belongs to it. */
export async function loadTill(world: World, keystore: Keystore): Promise<Till | null> {
  if (findEnrolment(world.store) === null) return null;
  const publicKey = await keystore.read(SECRETS.publicKey);
  const privateKey = await keystore.read(SECRETS.privateKey);
  const dataKey = await keystore.read(SECRETS.dataKey);
  const indexKey = await keystore.read(SECRETS.indexKey);
  if (publicKey === null || privateKey === null || dataKey === null || indexKey === null) throw startProblem({ code: 'keys_missing' });
  return getTill(world, world.store, { deviceKeys: { publicKey, privateKey }, dataKey, indexKey });
}

type Secrets = { readonly deviceKeys: KeyPair; readonly dataKey: string; readonly indexKey: string };

function getTill(world: World, db: BranchDb, { deviceKeys, dataKey, indexKey }: Secrets): Till {
  const enrolment = must(findEnrolment(db), 'enrolment');
  const life = must(findLiveIncarnation(db), 'live incarnation');
  return {
    ...world,
    log: { ...life, cipher: createFieldCipher({ dataKey, indexKey }, (size) => world.random.bytes(size)) },
    terminal: enrolment.terminal,
    terminalName: enrolment.terminal_name,
    branch: enrolment.branch,
    branchName: enrolment.branch_name,
    hqUrl: enrolment.hq_url,
    deviceKeys,
    fingerprintKey: dataKey,
  };
}

/** `https://hq.example/` → `https://hq.example`; null when it is no address of a web server. */
function readHqUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Made once per machine and kept: a second try of an enrolment shows the same key. */
async function deviceKeysOf(keystore: Keystore): Promise<KeyPair> {
  const publicKey = await keystore.read(SECRETS.publicKey);
  const privateKey = await keystore.read(SECRETS.privateKey);
  if (publicKey !== null && privateKey !== null) return { publicKey, privateKey };
  const keys = generateKeyPair();
  await keystore.write(SECRETS.privateKey, keys.privateKey);
  await keystore.write(SECRETS.publicKey, keys.publicKey);
  return keys;
}

function requestOf({ hqUrl, code: typed, terminalName }: EnrolInput, keys: KeyPair): EnrolRequest {
  const code = typed.trim();
  const proof = Buffer.from(signText(keys, `${code}\n${hqUrl}`), 'base64').toString('base64url');
  return { code, publicKey: keys.publicKey, proof, hqUrl, terminalName, app: APP };
}

async function askHq(transport: Transport, request: EnrolRequest): Promise<Result<EnrolResponse, EnrolProblem>> {
  const reply = await callHq(transport, jsonRequest(`${request.hqUrl}${ENROL_PATH}`, request));
  if (reply.kind === 'unreachable') return err({ code: 'hq_unreachable' });
  if (reply.kind === 'malformed') return err({ code: 'hq_answer_malformed' });
  if (reply.status >= 400) return err(refusalOf(reply));
  const answer = enrolResponseSchema.safeParse(reply.body);
  return answer.success ? ok(answer.data) : err({ code: 'hq_answer_malformed' });
}

function refusalOf({ status, body, retryAfterMs }: Extract<HqReply, { kind: 'json' }>): EnrolProblem {
  const { code } = hqErrorOf(body);
  if (status === 429) return { code: 'too_many_tries', retryAfterMs: retryAfterMs ?? 60_000 };
  return code === 'hq_url_differs' ? { code } : { code: 'enrolment_refused', reason: code ?? 'unknown' };
}

type Opening = { readonly hqUrl: string; readonly terminalName: string; readonly answer: EnrolResponse };

/** Null when another enrolment was faster. */
function openLog(world: World, secrets: Secrets, { hqUrl, terminalName, answer }: Opening): Till | null {
  const now = world.clock();
  const { terminal, branch, branchName, hqPublicKey, cardBlock, serverTime } = answer;
  return world.store.transaction((trx) => {
    if (findEnrolment(trx) !== null) return null;
    insertEnrolment(trx, {
      terminal,
      terminal_name: terminalName,
      branch,
      branch_name: branchName,
      hq_url: hqUrl,
      hq_public_key: hqPublicKey,
      card_block: cardBlock,
      next_serial: 0,
      enrolled_at: now,
    });
    insertIncarnation(trx, { incarnation: newIncarnation(world.random), openedAt: now });
    insertPeer(trx, { serverTime, offsetMs: serverTime - now });
    const till = getTill(world, trx, secrets);
    const body = { reason: 'enrolled', previousIncarnation: null, app: APP } as const;
    const id = newEventId(till, now);
    appendEvent(trx, till, { id, type: 'incarnation_opened', body, postings: [], memberId: null, actor: null, at: now });
    return till;
  });
}
