import { checkBasket } from '@jifen/core';
import { HQ_BODIES, type HqEventType, KNOWN_BRANCH_TYPES, readBranchBody } from '@jifen/sync';
import { DEFERRED_CODE } from '../sync/exception-kind.ts';
import { isRepeated } from './check-chain.ts';
import { isOfHq, type KnownBody, type ReadRow } from './log-row.ts';

/**
 * The body of an event as HQ understood it; null when it did not: the type was unknown, the body malformed, or the id stood elsewhere.
 * What HQ took in without a remark was checked by a schema then, and the hash says that it is still the same: it is not checked again.
 */
export function readKnownBody({ row, content, isTrue }: ReadRow): KnownBody | null {
  if (isOfHq(row)) return isTrue ? content : readHqBody(content);
  if (row.disposition === 'deferred') return null;
  if (row.disposition === 'applied' && isTrue && isReadable(row)) return content;
  const reading = readBranchBody(content);
  if (reading.kind !== 'known' || row.event_id !== content.id) return null;
  const { event } = reading;
  return event.type === 'sale_recorded' && !checkBasket(event.body.basket).ok ? null : event;
}

/** Whether HQ's note of what became of the event can be: deferred for a reason that defers, applied when its body can be read. */
export function isDispositionPossible({ row, isTrue }: ReadRow): boolean {
  if (isOfHq(row)) return true;
  if (row.disposition === 'deferred') return row.code === DEFERRED_CODE;
  return row.disposition !== 'applied' || !isTrue || isReadable(row);
}

/** The sale or redemption that the event is about: also of one whose id stood elsewhere, as long as its body can be read. */
export function readReference(checked: ReadRow, known: KnownBody | null): KnownBody | null {
  if (known !== null || !isRepeated(checked.row)) return known;
  const reading = readBranchBody(checked.content);
  return reading.kind === 'known' ? reading.event : null;
}

function isReadable({ type, type_version }: ReadRow['row']): boolean {
  return Object.hasOwn(KNOWN_BRANCH_TYPES, type) && type_version === 1;
}

function readHqBody({ type, body }: { readonly type: string; readonly body: unknown }): KnownBody | null {
  if (!isHqEventType(type)) return null;
  const parsed = HQ_BODIES[type].safeParse(body);
  if (!parsed.success) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema was picked by the type
  return { type, body: parsed.data } as KnownBody;
}

function isHqEventType(type: string): type is HqEventType {
  return Object.hasOwn(HQ_BODIES, type);
}
