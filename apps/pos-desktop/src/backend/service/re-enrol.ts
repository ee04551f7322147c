import { err, ok, type Result } from '@jifen/core';
import { findEnrolment, saveEnrolment } from '../store/incarnation.ts';
import type { Keystore } from '../store/keystore.ts';
import { rereadFeed } from '../store/peer.ts';
import { listStaff } from '../store/staff.ts';
import { accessOf } from '../store/staff-access.ts';
import { openCardCeiling } from './card-ceiling.ts';
import { askForEnrolment, type EnrolInput, type EnrolProblem } from './enrol.ts';
import type { Transport } from './hq-call.ts';
import { keepEnrolment } from './kept-enrolment.ts';
import { columnsOf } from './open-life.ts';
import { keepSecrets, SECRETS } from './secrets.ts';
import type { Till } from './till.ts';

export type ReEnrolInput = { readonly hqUrl: string | null; readonly code: string };
/** `enrolled_other_branch`, `enrolled_other_hq`: HQ took the code, this till did not take the answer. */
export type ReEnrolProblem =
  | EnrolProblem
  | { readonly code: 'enrolled_other_branch'; readonly branch: string }
  | { readonly code: 'enrolled_other_hq' | 'not_enrolled' };
export type ReEnrolling = { readonly till: Till; readonly keystore: Keystore; readonly transport: Transport };

/** HQ's words for a machine that it does not listen to: with a new enrolment it does again. */
const FORGOTTEN: ReadonlySet<string | null> = new Set(['device_unknown', 'device_revoked', 'signature_wrong']);

/** Why this till has to be enrolled again; null: it need not be. */
export type NeededEnrolment = { readonly why: 'keys_lost' | 'refused' } | null;

export function neededEnrolmentOf({ hasLostKeys, line }: Till): NeededEnrolment {
  if (hasLostKeys) return { why: 'keys_lost' };
  return line.state() === 'refused' && FORGOTTEN.has(line.code()) ? { why: 'refused' } : null;
}

/** Whether this machine can check anybody's PIN. With the pepper gone it cannot, until HQ has sent the PINs again. */
export function canAnybodySignIn({ store, pepper }: Till): boolean {
  return listStaff(store).some(({ id, is_active: isActive }) => isActive === 1 && accessOf(store, id).pepper_id === pepper.id);
}

/**
 * Makes HQ know an enrolled till again: under the key it has, or a new one where that was lost, with a new code for the same branch of the
 * same HQ. The life, its log, rights, baskets and PINs stay as they are. Everything that HQ has is read anew, because what was lost with
 * the keys (PINs, sealed profiles) comes from there.
 *
 * The keystore knows first: killed before the database does, the next start finishes it.
 */
export async function reEnrolTill(
  { till, keystore, transport }: ReEnrolling,
  { hqUrl, code }: ReEnrolInput,
): Promise<Result<object, ReEnrolProblem>> {
  const input: EnrolInput = { hqUrl: hqUrl ?? till.hqUrl, code, terminalName: till.terminalName };
  const asked = await askForEnrolment({ keystore, transport }, input);
  if (!asked.ok) return asked;
  const { enrolment, deviceKeys, indexKey } = asked.value;
  const present = findEnrolment(till.store);
  if (enrolment.branch !== till.branch) return err({ code: 'enrolled_other_branch', branch: enrolment.branchName });
  const isSameHq = present?.hq_public_key === enrolment.hqPublicKey && (await isSameIndexKey(till, keystore, indexKey));
  if (!isSameHq) return err({ code: 'enrolled_other_hq' });
  const secrets = await keepSecrets(keystore, till.random, { deviceKeys, indexKey });
  const known = present.card_block === enrolment.cardBlock ? present.next_serial : 0;
  const cards = await openCardCeiling(keystore, { block: enrolment.cardBlock, known });
  const nextSerial = Math.max(known, cards.value());
  await cards.raiseAbove(nextSerial);
  await keepEnrolment(keystore, enrolment);
  till.store.transaction((trx) => {
    saveEnrolment(trx, { ...columnsOf(enrolment), next_serial: nextSerial });
    rereadFeed(trx);
  });
  till.enterEnrolment({ ...secrets, cards });
  till.logger.warn({ terminal: till.terminal }, 'the till was enrolled again');
  till.changes.tell('sync', 'staff');
  return ok({});
}

async function isSameIndexKey(till: Till, keystore: Keystore, indexKey: string): Promise<boolean> {
  const kept = await keystore.read(SECRETS.indexKey);
  return kept === null ? till.hasLostKeys : kept === indexKey;
}
