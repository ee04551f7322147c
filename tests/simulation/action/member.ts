import { commandOf, press } from '../world/command.ts';
import type { Sim } from '../world/sim.ts';
import type { Action } from './action.ts';
import { chooseMember, chooseTill } from './choose.ts';
import { phoneOf } from './sale.ts';

/** A new member, sometimes on a phone that bought before anybody knew it, sometimes on one that another branch registers too. */
export const registerMember: Action = {
  name: 'register member',
  weight: 2,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null || sim.members.length >= 12) return null;
    const id = sim.newId();
    const phone = phoneOf(sim.chance.int(sim.numbers.phone, sim.numbers.phone + 3));
    if (sim.chance.happens(0.5)) sim.numbers.phone += 1;
    const body = { id, name: `Person ${id.slice(-6)}`, phone, ...passwordOf(sim) };
    const command = commandOf(sim, till, { id, kind: 'registration', path: '/api/members', body, member: null });
    return press(sim, till, command).then((outcomes) => {
      if (command.state === 'done') sim.members.push(id);
      return outcomes;
    });
  },
};

export const updateMember: Action = {
  name: 'update member',
  weight: 2,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const member = chooseMember(sim);
    const body = { id, name: `Renamed ${sim.chance.int(1, 99)}`, ...passwordOf(sim) };
    return press(
      sim,
      till,
      commandOf(sim, till, { id, kind: 'update', method: 'PATCH', path: `/api/members/${member}`, body, member: null }),
    );
  },
};

function passwordOf({ chance }: Sim): { readonly password?: string } {
  return chance.happens(0.6) ? { password: `simulated-${chance.int(1, 99)}-secret` } : {};
}

export const changeStatus: Action = {
  name: 'change status',
  weight: 1,
  run: (sim) => {
    const till = chooseTill(sim);
    if (till === null) return null;
    const id = sim.newId();
    const path = `/api/members/${chooseMember(sim)}/status`;
    const body = { id, isActive: sim.chance.happens(0.75) };
    return press(sim, till, commandOf(sim, till, { id, kind: 'status', path, body, member: null }));
  },
};
