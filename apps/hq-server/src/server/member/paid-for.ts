import type { MemberId, Vintage } from '@jifen/core';
import type { Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqEventDraft } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';

/** Remembers which id paid for which other id of the same person, for the case that they turn out to be two people. */
export async function notePayments(trx: Transaction<HqSchema>, drafts: readonly HqEventDraft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.type !== 'debt_absorbed') continue;
    const { memberId: debtor, slices } = draft.body;
    for (const { memberId: payer, vintage, n } of slices) {
      if (payer === debtor) continue;
      await trx
        .insertInto('paid_for')
        .values({ payer_id: payer, debtor_id: debtor, vintage, n })
        .onConflict((conflict) =>
          conflict.columns(['payer_id', 'debtor_id', 'vintage']).doUpdateSet((eb) => ({ n: eb('paid_for.n', '+', n) })),
        )
        .execute();
    }
  }
}

export type Payment = { readonly payer: MemberId; readonly debtor: MemberId; readonly vintage: Vintage; readonly n: number };

/** Takes out what was paid between these two groups of ids, in either direction: it is the caller's to give back. */
export async function takePaymentsBetween(
  trx: Transaction<HqSchema>,
  ours: readonly MemberId[],
  theirs: readonly MemberId[],
): Promise<readonly Payment[]> {
  const rows = await loadByKeys(ours, (list) =>
    trx
      .selectFrom('paid_for')
      .selectAll()
      .where((eb) => eb.or([eb('payer_id', 'in', list), eb('debtor_id', 'in', list)]))
      .execute(),
  );
  const between = rows.filter(
    ({ payer_id, debtor_id }) =>
      (ours.includes(payer_id) && theirs.includes(debtor_id)) || (theirs.includes(payer_id) && ours.includes(debtor_id)),
  );
  for (const { payer_id, debtor_id, vintage } of between) {
    await trx
      .deleteFrom('paid_for')
      .where('payer_id', '=', payer_id)
      .where('debtor_id', '=', debtor_id)
      .where('vintage', '=', vintage)
      .execute();
  }
  return between.map(({ payer_id: payer, debtor_id: debtor, vintage, n }) => ({ payer, debtor, vintage, n }));
}
