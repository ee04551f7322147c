import { must, type Incarnation, type UnixMs } from '@jifen/core';
import { newIncarnation } from '@jifen/platform';
import { findEnrolment, insertEnrolment, insertIncarnation } from '../store/incarnation.ts';
import { saveNewLife } from '../store/life.ts';
import type { EnrolmentRow } from '../store/schema.ts';
import { insertPeer } from '../store/peer.ts';
import { APP } from './app.ts';
import { appendEvent } from './append-event.ts';
import type { KeptEnrolment } from './kept-enrolment.ts';
import { markLife } from './mark-life.ts';
import { newEventId } from './new-event-id.ts';
import { getTill } from './till-of.ts';
import type { Till, TillKeys, World } from './till.ts';

export type Opening = {
  readonly enrolment: KeptEnrolment;
  readonly reason: 'enrolled' | 'wiped';
  /** The life before, as far as anything is known of it. */
  readonly previous: Incarnation | null;
  readonly nextSerial: number;
  /** HQ's clock ahead of the till's. */
  readonly offsetMs: number;
};

/** Begins the first life of a database. Null when another one was faster. */
export function openFirstLife(world: World, keys: TillKeys, opening: Opening): Till | null {
  if (findEnrolment(world.store) !== null) return null;
  const incarnation = newIncarnation(world.random);
  return markLife(world, (trx) => {
    insertEnrolment(trx, { ...columnsOf(opening.enrolment), next_serial: opening.nextSerial });
    const at = world.clock();
    insertIncarnation(trx, { incarnation, openedAt: at, reason: opening.reason });
    insertPeer(trx, { serverTime: opening.enrolment.hqFloor, offsetMs: opening.offsetMs });
    saveNewLife(trx, { isByFork: false, heardAt: at });
    const till = getTill(world, trx, keys);
    const body = { reason: opening.reason, previousIncarnation: opening.previous, app: APP } as const;
    const id = newEventId(till, at);
    appendEvent(trx, till, { id, type: 'incarnation_opened', body, postings: [], memberId: null, actor: null, at });
    return { till, incarnation };
  }).till;
}

/** The enrolment as the database keeps it, without the place in its card block. */
export function columnsOf(enrolment: KeptEnrolment): Omit<EnrolmentRow, 'id' | 'next_serial'> {
  return {
    terminal: enrolment.terminal,
    terminal_name: enrolment.terminalName,
    branch: enrolment.branch,
    branch_name: enrolment.branchName,
    hq_url: enrolment.hqUrl,
    hq_public_key: enrolment.hqPublicKey,
    card_block: enrolment.cardBlock,
    enrolled_at: enrolment.enrolledAt,
  };
}

/** The enrolment as the database has it. */
export function enrolmentOf({ store }: World, hqFloor: UnixMs): KeptEnrolment {
  const row = must(findEnrolment(store), 'enrolment');
  return {
    terminal: row.terminal,
    terminalName: row.terminal_name,
    branch: row.branch,
    branchName: row.branch_name,
    hqUrl: row.hq_url,
    hqPublicKey: row.hq_public_key,
    cardBlock: row.card_block,
    enrolledAt: row.enrolled_at,
    hqFloor,
  };
}
