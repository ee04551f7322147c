import { err, ok, type Result, type UnixMs } from '@jifen/core';
import { canonicalJson, type JsonValue } from '@jifen/sync';
import { deleteParked, insertParked, listParked } from '../store/parked-basket.ts';
import type { SignedIn, Till } from './till.ts';

/** A basket that waits. What a draft holds is the pages' business. */
export type ParkedBasket = {
  readonly id: string;
  readonly at: UnixMs;
  readonly staffName: string | null;
  readonly label: string;
  readonly draft: JsonValue;
};
export type ParkInput = Pick<ParkedBasket, 'id' | 'label' | 'draft'>;

const MOST_PARKED = 50;
type Content = Pick<ParkedBasket, 'label' | 'draft'>;

/** Newest first. What was laid aside under a key that is lost is not shown. */
export function listParkedBaskets({ store, log }: Till): ParkedBasket[] {
  return listParked(store).flatMap(({ id, at, staff_name: staffName, sealed }) => {
    const plain = log.cipher.open(sealed);
    if (plain === null) return [];
    const { label, draft }: Content = JSON.parse(plain);
    return [{ id, at, staffName, label, draft }];
  });
}

/** Lays a basket aside; it survives a restart. The same again does nothing. */
export function parkBasket(
  till: Till,
  actor: SignedIn,
  { id, label, draft }: ParkInput,
): Result<object, { readonly code: 'id_taken' } | { readonly code: 'too_many_parked'; readonly max: number }> {
  const parked = listParkedBaskets(till);
  const known = parked.find((basket) => basket.id === id);
  const content: Content = { label, draft };
  if (known !== undefined) {
    const isSame = canonicalJson({ label: known.label, draft: known.draft }) === canonicalJson({ label, draft });
    return isSame ? ok({}) : err({ code: 'id_taken' });
  }
  if (parked.length >= MOST_PARKED) return err({ code: 'too_many_parked', max: MOST_PARKED });
  const sealed = till.log.cipher.encrypt(JSON.stringify(content));
  till.store.transaction((trx) => insertParked(trx, { id, at: till.clock(), staff_id: actor.id, sealed }));
  return ok({});
}

/** Takes a basket back; null when it waits no longer. Of two who take it one gets it. */
export function takeParked(till: Till, id: string): ParkedBasket | null {
  const found = listParkedBaskets(till).find((basket) => basket.id === id) ?? null;
  if (found !== null) till.store.transaction((trx) => deleteParked(trx, id));
  return found;
}
