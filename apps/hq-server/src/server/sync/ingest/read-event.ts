import { checkBasket, type Result } from '@jifen/core';
import { type BodyReading, type LoggedEvent, type ParsedPosting, parsePostings, type PostingProblem, type Writer } from '@jifen/sync';

/** An event as it came, with all that can be said of it without looking at anything else. */
export type ReadEvent = {
  readonly event: LoggedEvent;
  /** The canonical text that its hash is made of. */
  readonly text: string;
  readonly postings: Result<readonly ParsedPosting[], PostingProblem>;
  readonly body: BodyReading;
};

/** Reads a body, or says that it cannot: `readBranchBody`, or that of another build. */
export type BodyReader = (event: LoggedEvent['envelope']) => BodyReading;

export function readEvent(event: LoggedEvent, text: string, readBody: BodyReader): ReadEvent {
  const { envelope } = event;
  const writer: Writer = { branch: envelope.branch, incarnation: envelope.incarnation };
  return { event, text, postings: parsePostings(envelope.postings, writer), body: checkedBody(readBody(envelope)) };
}

/** A basket that no till would have let through is no sale to be settled; its postings count all the same. */
function checkedBody(reading: BodyReading): BodyReading {
  if (reading.kind !== 'known' || reading.event.type !== 'sale_recorded') return reading;
  return checkBasket(reading.event.body.basket).ok ? reading : { kind: 'malformed' };
}
