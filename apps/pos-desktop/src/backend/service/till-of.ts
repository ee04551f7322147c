import { must } from '@jifen/core';
import { createFieldCipher, createSigner } from '@jifen/platform';
import { findEnrolment, findLiveIncarnation } from '../store/incarnation.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { Till, TillKeys, World } from './till.ts';

/** What a till is by its enrolment and its keys, and the log that it writes. */
type Own = Omit<Till, keyof World | 'enterLog' | 'enterEnrolment'>;

/** The till that the database says it is. */
export function getTill(world: World, db: BranchDb, keys: TillKeys): Till {
  let own = getOwn(world, db, keys);
  return {
    ...world,
    get log() {
      return own.log;
    },
    enterLog: (log) => {
      own = { ...own, log };
    },
    enterEnrolment: (next) => {
      own = getOwn(world, world.store, next);
    },
    get terminal() {
      return own.terminal;
    },
    get terminalName() {
      return own.terminalName;
    },
    get branch() {
      return own.branch;
    },
    get branchName() {
      return own.branchName;
    },
    get hqUrl() {
      return own.hqUrl;
    },
    get hasLostKeys() {
      return own.hasLostKeys;
    },
    get sign() {
      return own.sign;
    },
    get pepper() {
      return own.pepper;
    },
    get fingerprintKey() {
      return own.fingerprintKey;
    },
    get cards() {
      return own.cards;
    },
  };
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
