import { must } from '@jifen/core';
import { createFieldCipher, createSigner } from '@jifen/platform';
import { findEnrolment, findLiveIncarnation } from '../store/incarnation.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { Till, TillKeys, World } from './till.ts';

/** What a till is by its enrolment and its keys, and the log that it writes. */
type Own = Omit<Till, keyof World | 'enterLog' | 'enterEnrolment'>;

/** The till that the database says it is. Whoever holds it sees its next life and its next enrolment, too. */
export function getTill(world: World, db: BranchDb, keys: TillKeys): Till {
  const till: Till = {
    ...world,
    ...getOwn(world, db, keys),
    enterLog: (log) => void Object.assign(till, { log }),
    enterEnrolment: (next) => void Object.assign(till, getOwn(world, world.store, next)),
  };
  return till;
}

function getOwn(world: World, db: BranchDb, { deviceKeys, dataKey, indexKey, cards, pepper, areLost }: TillKeys): Own {
  const enrolment = must(findEnrolment(db), 'enrolment');
  const life = must(findLiveIncarnation(db), 'live incarnation');
  return {
    log: { ...life, cipher: createFieldCipher({ dataKey, indexKey }, (size) => world.random.bytes(size)) },
    terminal: enrolment.terminal,
    terminalName: enrolment.terminal_name,
    branch: enrolment.branch,
    branchName: enrolment.branch_name,
    hqUrl: enrolment.hq_url,
    hasLostKeys: areLost,
    sign: createSigner(deviceKeys),
    pepper,
    fingerprintKey: dataKey,
    cards,
  };
}
