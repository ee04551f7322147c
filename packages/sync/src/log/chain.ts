import { assert, err, ok, type Result } from '@jifen/core';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import {
  ENVELOPE_VERSION,
  type Envelope,
  type EventDraft,
  type Hash,
  type LoggedEvent,
  type PrivatePart,
  type Sha256,
} from './envelope.ts';

/** The end of a log: the last event's seq and hash; seq 0 and the genesis hash when it is empty. */
export type LogHead = { readonly seq: number; readonly hash: Hash };

export type ChainProblem =
  | { readonly code: 'chain_gap'; readonly expectedSeq: number; readonly seq: number }
  | { readonly code: 'chain_broken'; readonly seq: number }
  | { readonly code: 'event_altered'; readonly seq: number }
  | { readonly code: 'private_altered'; readonly seq: number };

/** Where and when an event is written; everything of the envelope that the draft does not say. */
export type EventPlacement = Pick<Envelope, 'branch' | 'incarnation' | 'at' | 'hlc' | 'hqFloor' | 'terminal' | 'staff'>;

/** The hash of an envelope: SHA-256 over its canonical JSON without the hash itself. */
export function hashOf(envelope: Omit<Envelope, 'hash'>, sha256: Sha256): Hash {
  const { ev, id, branch, incarnation, seq, prevHash, at, hlc, hqFloor, terminal, staff, type, typeVersion, postings, body } = envelope;
  const content: JsonValue = {
    ev,
    id,
    branch,
    incarnation,
    seq,
    prevHash,
    at,
    hlc,
    hqFloor,
    terminal,
    staff,
    type,
    typeVersion,
    postings,
    body,
  };
  return sha256(canonicalJson(content));
}

/** What `body.privateHash` must be: SHA-256 over the salt followed by the canonical data. */
function privateHashOf(part: PrivatePart, sha256: Sha256): Hash {
  return sha256(part.salt + canonicalJson(part.data));
}

/** Puts a draft at the end of a log. */
export function sealEvent(
  draft: EventDraft,
  at: { readonly head: LogHead; readonly placement: EventPlacement },
  sha256: Sha256,
): LoggedEvent {
  const { private: privatePart, ...content } = draft;
  const open = {
    ev: ENVELOPE_VERSION,
    ...content,
    ...at.placement,
    body: privatePart === null ? content.body : { ...content.body, privateHash: privateHashOf(privatePart, sha256) },
    seq: at.head.seq + 1,
    prevHash: at.head.hash,
  } as const;
  return { envelope: { ...open, hash: hashOf(open, sha256) }, private: privatePart };
}

/** Checks that `event` follows `head`, that its hash is its content's, and that its private part is the one it was written with. */
export function checkLink(head: LogHead, event: LoggedEvent, sha256: Sha256): Result<LogHead, ChainProblem> {
  const { envelope } = event;
  if (envelope.seq !== head.seq + 1) return err({ code: 'chain_gap', expectedSeq: head.seq + 1, seq: envelope.seq });
  if (envelope.prevHash !== head.hash) return err({ code: 'chain_broken', seq: envelope.seq });
  if (hashOf(envelope, sha256) !== envelope.hash) return err({ code: 'event_altered', seq: envelope.seq });
  if (!isPrivatePartTrue(event, sha256)) return err({ code: 'private_altered', seq: envelope.seq });
  return ok({ seq: envelope.seq, hash: envelope.hash });
}

/** True when the private part is absent (never written or erased) or is the one that the body's hash commits to. */
export function isPrivatePartTrue(event: LoggedEvent, sha256: Sha256): boolean {
  return event.private === null || event.envelope.body['privateHash'] === privateHashOf(event.private, sha256);
}

/** Checks a whole run of events; the answer is the new head. */
export function checkChain(head: LogHead, events: readonly LoggedEvent[], sha256: Sha256): Result<LogHead, ChainProblem> {
  let current = head;
  for (const event of events) {
    const link = checkLink(current, event, sha256);
    if (!link.ok) return link;
    current = link.value;
  }
  return ok(current);
}

/** Two events of one id are the same fact when what the client decided is equal; place and time may differ on a retry. */
export function isSameFact(stored: Envelope, draft: EventDraft, sha256: Sha256): boolean {
  assert(stored.id === draft.id, 'only events of one id are compared');
  const { privateHash: _, ...storedBody } = stored.body;
  return (
    sha256(canonicalJson([stored.type, stored.typeVersion, storedBody])) ===
    sha256(canonicalJson([draft.type, draft.typeVersion, draft.body]))
  );
}
