import type { MemberId } from '@jifen/core';
import { erasePrivateOf, erasePrivate, listNamelessPersonal } from '../store/log.ts';
import { deleteMember, findMember } from '../store/member.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import type { Till } from './till.ts';

/**
 * Forgets a person that HQ erased: profile, cards, and the private parts of every event about them, in every life of this file. The log
 * proves itself without them, and what HQ has not heard of is sent without them.
 */
export function forgetMember(trx: BranchTrx, { log }: Till, member: MemberId): void {
  const phoneIndex = findMember(trx, member)?.phone_index ?? null;
  deleteMember(trx, member);
  erasePrivateOf(trx, member);
  if (phoneIndex === null) return;
  // Sales on their phone from before anybody knew whose it was name nobody but the phone.
  for (const { id, data } of listNamelessPersonal(trx, log.cipher)) {
    const phone = data['phone'];
    if (typeof phone === 'string' && log.cipher.indexOf('phone', phone) === phoneIndex) erasePrivate(trx, id);
  }
}
