import { BATCH_BYTES, type LoggedEvent, type LogHead, packBatch, type WireBatch, type Writer } from '@jifen/sync';

/** As many events as fit into the limit, but at least one: a single event is always small enough for HQ. */
export function packWithinBytes(writer: Writer, after: LogHead, events: readonly LoggedEvent[]): WireBatch {
  const all = packBatch(writer, after, events);
  let bytes = 0;
  let count = 0;
  for (const event of all.events) {
    bytes += Buffer.byteLength(JSON.stringify(event));
    if (bytes > BATCH_BYTES && count > 0) break;
    count += 1;
  }
  return count === events.length ? all : packBatch(writer, after, events.slice(0, count));
}
