import type { HqContext } from '../context.ts';
import { inTransaction } from '../store/transaction.ts';

/**
 * Runs several services as one transaction: all of what they did is durable when this resolves, or none of it happened. `work` calls
 * them on the context that it gets, one after the other, and throws when one says no.
 */
export async function runAsOne<T>(context: HqContext, work: (context: HqContext) => Promise<T>): Promise<T> {
  return inTransaction(context.store, (trx) => work({ ...context, db: trx, store: { ...context.store, outer: trx } }));
}
