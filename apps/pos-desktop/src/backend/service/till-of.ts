import { must } from '@jifen/core';
import { createFieldCipher, createSigner, type Pepper } from '@jifen/platform';
import { findEnrolment, findLiveIncarnation } from '../store/incarnation.ts';
import type { Log } from '../store/log.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { CardCeiling } from './card-ceiling.ts';
import type { Secrets } from './secrets.ts';
import type { Till, World } from './till.ts';

export type TillKeys = Secrets & { readonly cards: CardCeiling; readonly pepper: Pepper };

/** The till that the database says it is. */
export function getTill(world: World, db: BranchDb, { deviceKeys, dataKey, indexKey, cards, pepper }: TillKeys): Till {
  const enrolment = must(findEnrolment(db), 'enrolment');
  const life = must(findLiveIncarnation(db), 'live incarnation');
  let log: Log = { ...life, cipher: createFieldCipher({ dataKey, indexKey }, (size) => world.random.bytes(size)) };
  return {
    ...world,
    get log() {
      return log;
    },
    enterLog: (next) => {
      log = next;
    },
    terminal: enrolment.terminal,
    terminalName: enrolment.terminal_name,
    branch: enrolment.branch,
    branchName: enrolment.branch_name,
    hqUrl: enrolment.hq_url,
    sign: createSigner(deviceKeys),
    pepper,
    fingerprintKey: dataKey,
    cards,
  };
}
