import { encodeHlc, type Hlc } from '@jifen/sync';
import type { Booking, Ingest } from './ingest.ts';

/** A stamp's counter has 16 bits. */
const HLC_COUNTS = 0x1_0000;

/** A till's clock that runs ahead of HQ's wins no further than now; among such stamps the order of the log decides. */
export function stampOf({ now }: Pick<Ingest, 'now'>, { read }: Booking): Hlc {
  const { hlc, seq } = read.event.envelope;
  return hlc > encodeHlc(now, 0) ? encodeHlc(now, seq % HLC_COUNTS) : hlc;
}
