import { err, ok, type Result } from '@jifen/core';
import { type KeyPair, sha256, signText } from '@jifen/platform';
import { ENROL_PATH, type EnrolRequest, type EnrolResponse, enrolResponseSchema, hqKeyOf, parseEnrolText } from '@jifen/sync';
import { findEnrolment } from '../store/incarnation.ts';
import type { Keystore } from '../store/keystore.ts';
import { APP } from './app.ts';
import { openCardCeiling } from './card-ceiling.ts';
import { callHq, hqErrorOf, type HqReply, jsonRequest, type Transport } from './hq-call.ts';
import { keepEnrolment, type KeptEnrolment } from './kept-enrolment.ts';
import { openFirstLife } from './open-life.ts';
import { deviceKeysOf, keepSecrets } from './secrets.ts';
import type { Till, World } from './till.ts';

/** `code`: as HQ's page spells it, or all that its QR code says; the address that stands in there goes before `hqUrl`. */
export type EnrolInput = { readonly hqUrl: string; readonly code: string; readonly terminalName: string };

/** `reason` is HQ's own code. */
export type EnrolProblem =
  | {
      readonly code: 'already_enrolled' | 'hq_url_malformed' | 'hq_url_differs' | 'hq_unreachable' | 'hq_answer_malformed' | 'hq_key_wrong';
    }
  | { readonly code: 'too_many_tries'; readonly retryAfterMs: number }
  | { readonly code: 'enrolment_refused'; readonly reason: string };

export type Enrolling = { readonly world: World; readonly keystore: Keystore; readonly transport: Transport };

/** Makes this database a branch's till: HQ learns its public key, the log begins. The private key never leaves the keystore. */
export async function enrolTill({ world, keystore, transport }: Enrolling, input: EnrolInput): Promise<Result<Till, EnrolProblem>> {
  if (findEnrolment(world.store) !== null) return err({ code: 'already_enrolled' });
  const asked = await askForEnrolment({ keystore, transport }, input);
  if (!asked.ok) return asked;
  const { enrolment, deviceKeys, indexKey } = asked.value;
  // Keys first: a database without its keys could not be opened again.
  const secrets = await keepSecrets(keystore, world.random, { deviceKeys, indexKey });
  await keepEnrolment(keystore, enrolment);
  const cards = await openCardCeiling(keystore, { block: enrolment.cardBlock, known: 0 });
  const offsetMs = enrolment.hqFloor - world.clock();
  const opening = { enrolment, reason: 'enrolled', previous: null, nextSerial: cards.value(), offsetMs } as const;
  const till = openFirstLife(world, { ...secrets, cards }, opening);
  return till === null ? err({ code: 'already_enrolled' }) : ok(till);
}

export type GivenEnrolment = { readonly enrolment: KeptEnrolment; readonly deviceKeys: KeyPair; readonly indexKey: string };

/** Shows HQ the code and this machine's public key. Nothing of the answer is kept yet, but the key pair is. */
export async function askForEnrolment(
  { keystore, transport }: Pick<Enrolling, 'keystore' | 'transport'>,
  input: EnrolInput,
): Promise<Result<GivenEnrolment, EnrolProblem>> {
  const scanned = parseEnrolText(input.code);
  const hqUrl = readHqUrl(scanned?.hqUrl ?? input.hqUrl);
  if (hqUrl === null) return err({ code: 'hq_url_malformed' });
  const deviceKeys = await deviceKeysOf(keystore);
  const answer = await askHq(transport, requestOf({ ...input, code: scanned?.code ?? input.code, hqUrl }, deviceKeys));
  if (!answer.ok) return answer;
  const { indexKey, hqPublicKey } = answer.value;
  if (scanned !== null && hqKeyOf(hqPublicKey, sha256) !== scanned.hqKey) return err({ code: 'hq_key_wrong' });
  return ok({ enrolment: enrolmentIn(answer.value, { hqUrl, terminalName: input.terminalName }), deviceKeys, indexKey });
}

function enrolmentIn(answer: EnrolResponse, { hqUrl, terminalName }: { hqUrl: string; terminalName: string }): KeptEnrolment {
  const { terminal, branch, branchName, hqPublicKey, cardBlock, serverTime } = answer;
  return { terminal, terminalName, branch, branchName, hqUrl, hqPublicKey, cardBlock, enrolledAt: serverTime, hqFloor: serverTime };
}

/** `https://hq.example/` → `https://hq.example`; null when it is no address of a web server. */
function readHqUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
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
