import { type Incarnation, must } from '@jifen/core';
import { findEnrolment } from '../store/incarnation.ts';
import type { Keystore } from '../store/keystore.ts';
import { startProblem } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { beginLife } from './begin-life.ts';
import { openCardCeiling, serialAfterLoss } from './card-ceiling.ts';
import { isKept, keepEnrolment, type KeptEnrolment, readKeptEnrolment } from './kept-enrolment.ts';
import { findLifeEnd, readLifeEvidence } from './life-evidence.ts';
import { markLife } from './mark-life.ts';
import { enrolmentOf, openFirstLife } from './open-life.ts';
import { pepperOf, readSecrets, type Secrets } from './secrets.ts';
import { getTill, type TillKeys } from './till-of.ts';
import type { Till, World } from './till.ts';

/**
 * The till of this database; null before enrolment. A database that does not go on with its last life begins another; an empty one on
 * an enrolled machine begins its first. Throws `keys_missing` when the keystore lost what belongs to it.
 */
export async function loadTill(world: World, keystore: Keystore): Promise<Till | null> {
  const kept = await readKeptEnrolment(keystore);
  const secrets = await readSecrets(keystore);
  const enrolment = findEnrolment(world.store);
  if (enrolment === null) return kept === null || secrets === null ? null : await openWiped(world, keystore, { kept, secrets });
  if (secrets === null) throw startProblem({ code: 'keys_missing' });
  const cards = await openCardCeiling(keystore, enrolment.next_serial);
  const till = getTill(world, world.store, { ...secrets, cards, pepper: await pepperOf(keystore, world.random) });
  goOn(till);
  const present = enrolmentOf(world, getPeerRow(world.store).hq_floor);
  if (!isKept(kept, present)) await keepEnrolment(keystore, present);
  return till;
}

function goOn(till: Till): void {
  const evidence = readLifeEvidence(till.store, till.life, till.log);
  const why = findLifeEnd(evidence);
  if (why !== null) return beginLife(till, { why, actor: null });
  markLife(till, () => {
    const { incarnation, head, answers } = evidence.live;
    till.life.note({ incarnation, ...head, answers });
    return till.log.writer;
  });
}

type Wiped = { readonly kept: KeptEnrolment; readonly secrets: Secrets };

async function openWiped(world: World, keystore: Keystore, { kept, secrets }: Wiped): Promise<Till> {
  const cards = await openCardCeiling(keystore, 0);
  const keys: TillKeys = { ...secrets, cards, pepper: await pepperOf(keystore, world.random) };
  const previous: Incarnation | null = world.life.readToken()?.incarnation ?? null;
  const opening = { enrolment: kept, reason: 'wiped', previous, nextSerial: serialAfterLoss(cards), offsetMs: 0 } as const;
  const till = must(openFirstLife(world, keys, opening), 'an empty database');
  world.logger.warn({ incarnation: till.log.writer.incarnation }, 'the database was gone; the till began a new life');
  return till;
}
