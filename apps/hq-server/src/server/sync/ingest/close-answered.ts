import type { EventId, UnixMs } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { Transaction } from 'kysely';
import { resolveException } from '../../store/exception-store.ts';
import { appendHqEvents, hqEventId } from '../../store/hq-log.ts';
import type { HqSchema } from '../../store/schema.ts';

/** By kind of exception: under which name its detail says which event was missing. */
const MISSING = { redemption_unknown: 'redemptionId', sale_unknown: 'saleId' } as const;
const KINDS = ['redemption_unknown', 'sale_unknown'] as const;

/** Stands as the resolution where no person gave one. */
const READ_LATER = 'came later';

type Answering = { readonly ids: ReadonlySet<EventId>; readonly now: UnixMs; readonly cipher: FieldCipher };

/**
 * Events that came late, or could not be read when they came, were missed by others that speak of them (a till's new life takes back what
 * its old one gave, before the old log's tail is here): nobody has to look for them any more.
 */
export async function closeAnswered(trx: Transaction<HqSchema>, { ids, now, cipher }: Answering): Promise<void> {
  const open = await trx.selectFrom('exception').selectAll().where('state', '=', 'open').where('kind', 'in', KINDS).execute();
  for (const { exception_id: exceptionId, kind, detail } of open) {
    const missing = kind === 'redemption_unknown' || kind === 'sale_unknown' ? MISSING[kind] : null;
    const said: Readonly<Record<string, unknown>> = JSON.parse(detail);
    const isRead = missing !== null && [...ids].some((id) => id === said[missing]);
    if (!isRead) continue;
    await resolveException(trx, exceptionId, { at: now, by: null, text: READ_LATER });
    await appendHqEvents(trx, { now, cipher }, [
      {
        id: hqEventId('exception_resolved', exceptionId),
        type: 'exception_resolved',
        body: { exceptionId, resolution: READ_LATER },
        postings: [],
        staff: null,
        private: null,
      },
    ]);
  }
}
