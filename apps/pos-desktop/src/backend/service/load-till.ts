import { type Incarnation, must } from '@jifen/core';
import { findEnrolment, saveEnrolment } from '../store/incarnation.ts';
import type { Keystore } from '../store/keystore.ts';
import type { EnrolmentRow } from '../store/schema.ts';
import { getPeerRow } from '../store/peer.ts';
import { beginLife } from './begin-life.ts';
import { openCardCeiling, serialAfterLoss } from './card-ceiling.ts';
import { isKept, keepEnrolment, type KeptEnrolment, readKeptEnrolment } from './kept-enrolment.ts';
import { findLifeEnd, readLifeEvidence } from './life-evidence.ts';
import { markLife } from './mark-life.ts';
import { columnsOf, enrolmentOf, openFirstLife } from './open-life.ts';
import { hasSecrets, openSecrets } from './secrets.ts';
import { getTill } from './till-of.ts';
import type { Till, World } from './till.ts';

/**
 * The till of this database; null before enrolment. A database that does not go on with its last life begins another. A keystore that
 * lost something costs what hung on it, never the till: it sells on and asks to be enrolled again.
 */
export async function loadTill(world: World, keystore: Keystore): Promise<Till | null> {
  const found = findEnrolment(world.store);
  if (found === null) return null;
  const kept = await readKeptEnrolment(keystore);
  const secrets = await openSecrets(keystore, world.random);
  const newer = newerEnrolment(found, kept);
  const ceiling = { block: (newer ?? found).card_block, known: newer === null ? found.next_serial : 0 };
  const cards = await openCardCeiling(keystore, ceiling);
  if (newer !== null) world.store.transaction((trx) => saveEnrolment(trx, { ...newer, next_serial: cards.value() }));
  const till = getTill(world, world.store, { ...secrets, cards });
  goOn(till);
  const present = enrolmentOf(world, getPeerRow(world.store).hq_floor);
  if (!isKept(kept, present)) await keepEnrolment(keystore, present);
  return till;
}

/** What the keystore knows of a machine that was enrolled: null when it was not, or when a key is gone. */
export async function readKeptTill(keystore: Keystore): Promise<KeptEnrolment | null> {
  const kept = await readKeptEnrolment(keystore);
  return kept !== null && (await hasSecrets(keystore)) ? kept : null;
}

/** The database is gone, the keystore is not: a new life begins without a code, and reads everything again from HQ. */
export async function openWiped(world: World, keystore: Keystore, kept: KeptEnrolment): Promise<Till> {
  const secrets = await openSecrets(keystore, world.random);
  const cards = await openCardCeiling(keystore, { block: kept.cardBlock, known: 0 });
  const previous: Incarnation | null = world.life.readToken()?.incarnation ?? null;
  const opening = { enrolment: kept, reason: 'wiped', previous, nextSerial: serialAfterLoss(cards), offsetMs: 0 } as const;
  const till = must(openFirstLife(world, { ...secrets, cards }, opening), 'an empty database');
  world.logger.warn({ incarnation: till.log.writer.incarnation }, 'the database was gone; the till began a new life');
  return till;
}

function goOn(till: Till): void {
  const evidence = readLifeEvidence(till.store, till.life, till.log);
  const why = findLifeEnd(evidence);
  if (why !== null) return beginLife(till, { why, actor: null });
  markLife(till, () => {
    const { incarnation, head, requests } = evidence.live;
    till.life.note({ incarnation, ...head, requests });
    return till.log.writer;
  });
}

type SavedEnrolment = Omit<EnrolmentRow, 'id' | 'next_serial'>;

/** This machine was enrolled again for the same branch after the database was copied, or was killed while it was: that counts. */
function newerEnrolment(found: EnrolmentRow, kept: KeptEnrolment | null): SavedEnrolment | null {
  if (kept === null || kept.branch !== found.branch || kept.hqPublicKey !== found.hq_public_key) return null;
  return kept.terminal !== found.terminal && kept.enrolledAt > found.enrolled_at ? columnsOf(kept) : null;
}
