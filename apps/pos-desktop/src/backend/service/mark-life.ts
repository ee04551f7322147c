import type { Incarnation } from '@jifen/core';
import { newKey } from '@jifen/platform';
import { saveLifeToken } from '../store/life-token.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import type { World } from './till.ts';

/**
 * Runs `work` in one transaction together with a fresh token, and then lays the token beside the database. The database knows the token
 * that lies there until then, so a crash between the two leaves one and the same life.
 */
export function markLife<T extends { readonly incarnation: Incarnation }>(world: World, work: (trx: BranchTrx) => T): T {
  const { life, store, random } = world;
  const previous = life.readToken()?.token ?? layToken(world);
  const present = newKey(random);
  const done = store.transaction((trx) => {
    saveLifeToken(trx, { present, previous });
    return work(trx);
  });
  life.writeToken({ incarnation: done.incarnation, token: present });
  return done;
}

/** With nothing beside the database a token is laid there first, of no life yet. */
function layToken({ life, random }: World): string {
  const token = newKey(random);
  life.writeToken({ incarnation: null, token });
  return token;
}
