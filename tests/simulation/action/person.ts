import type { Action } from './action.ts';
import { chooseMember } from './choose.ts';
import { callHq } from './hq-adjust.ts';

/** Two ids turn out to be one person. */
export const mergeMembers: Action = {
  name: 'merge members',
  weight: 2,
  run: (sim) => {
    const [member, into] = [chooseMember(sim), chooseMember(sim)];
    if (member === into) return null;
    const call = callHq(sim, { method: 'POST', path: `/api/v1/members/${member}/link`, body: { into } });
    return call.then((outcome) => [outcome]);
  },
};

/** They were two people after all. */
export const separateMembers: Action = {
  name: 'separate members',
  weight: 1,
  run: (sim) => {
    const linked = sim.members.filter((member) => sim.oracle.hq.isLinked(member));
    if (linked.length === 0) return null;
    const path = `/api/v1/members/${sim.chance.pick(linked)}/link`;
    return callHq(sim, { method: 'DELETE', path, body: undefined }).then((outcome) => [outcome]);
  },
};

/** A person wants to be forgotten; mostly with points left, which are given up. */
export const eraseMember: Action = {
  name: 'erase member',
  weight: 0.3,
  run: (sim) => {
    // Somebody must be left to go on with.
    if (sim.members.length < 3) return null;
    const member = chooseMember(sim);
    const body = { reason: 'simulated', forfeitPoints: sim.chance.happens(0.8) };
    return callHq(sim, { method: 'POST', path: `/api/v1/members/${member}/erase`, body }).then((outcome) => [outcome]);
  },
};
