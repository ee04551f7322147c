import { type Tier, tierOf, experience, type TierLadder } from '@jifen/core';
import { unplacedRefundsOf } from './oracle/unplaced-refunds.ts';
import { hold } from './violation.ts';
import type { Sim } from './world/sim.ts';
import type { TillNode } from './world/till-node.ts';

/** Members asked for at each till. */
const ASKED = 3;

type Shown = {
  readonly points: number;
  readonly debt: number;
  readonly experience: number;
  readonly purchases: number;
  readonly totalSpendFen: number;
  readonly tier: Pick<Tier, 'id'>;
};
type Total = {
  readonly member_id: string;
  readonly points: number;
  readonly owed: number;
  readonly absorbed: number;
  readonly experience: number;
  readonly purchases: number;
  readonly spend_fen: number;
};

/**
 * At rest a cashier is shown what HQ's totals say, and the tier that follows from them. What a copied database sold HQ keeps apart, while
 * its till goes on from what it knows: there the two may differ for ever.
 */
export async function checkStandings(sim: Sim): Promise<void> {
  if (sim.oracle.truth.wasAnyCopied()) return;
  for (const till of sim.tills) {
    const life = till.isGone ? undefined : sim.oracle.hq.incarnationOf(till.branch, sim.diskOf(till).liveIncarnation);
    if (life?.state !== 'active') continue;
    for (const member of membersSeenAt(sim, till)) await checkStanding(sim, till, member);
  }
}

/** Those first whom this life of the till sold to. */
function membersSeenAt(sim: Sim, till: TillNode): readonly string[] {
  const own = sim
    .diskOf(till)
    .reader.all<{ id: string }>('select member_id as id from own_counter where member_id in (select id from member) order by member_id');
  return [...own.map(({ id }) => id), ...sim.members.slice(0, 1)].slice(0, ASKED);
}

async function checkStanding(sim: Sim, till: TillNode, member: string): Promise<void> {
  const { hq, people } = sim.oracle;
  const answer = await till.call('GET', `/api/members/${member}`);
  const ids = people.idsOf(member);
  if (answer.status === 404) return;
  const shown = answer.body as Shown;
  hold(answer.status === 200, 'standing', () => `${till.branch} does not show ${member}: ${answer.status}`);
  const totals = hq
    .reader()
    .all<Total>('select member_id, points, owed, absorbed, experience, purchases, spend_fen from member_total')
    .filter(({ member_id }) => ids.includes(member_id));
  const unplaced = unplacedRefundsOf(sim.diskOf(till).reader, hq.reader());
  const sum = (count: (total: Total) => number) => totals.reduce((all, total) => all + count(total), 0);
  const expected = {
    points: Math.max(
      0,
      sum(({ points }) => Math.max(0, points)),
    ),
    debt: Math.max(
      0,
      sum(({ owed, absorbed }) => Math.max(0, owed - absorbed)),
    ),
    experience: Math.max(
      0,
      sum((total) => total.experience),
    ),
    purchases: sum(({ purchases }) => purchases),
    totalSpendFen: sum(({ spend_fen }) => spend_fen) - ids.reduce((all, id) => all + unplaced.get(id), 0),
  };
  for (const [name, value] of Object.entries(expected)) {
    const said = shown[name as keyof typeof expected];
    hold(said === value, 'standing', () => `${till.branch} shows ${said} ${name} of ${member}, HQ has ${value}`);
  }
  const tier = tierAt(sim, till, expected.experience);
  hold(
    tier === null || shown.tier.id === tier,
    'standing',
    () => `${till.branch} shows ${member} as ${shown.tier.id}, by the rule ${tier}`,
  );
}

/** By the rule that is valid at the till's time; null: none is yet. */
function tierAt(sim: Sim, till: TillNode, reached: number): string | null {
  const rules = sim
    .diskOf(till)
    .reader.all<{ ladder: string }>(
      `select data ->> 'ladder' as ladder from rule where effective_from <= ${till.clock.read()} order by effective_from desc, version desc limit 1`,
    );
  const ladder = rules[0] === undefined ? null : (JSON.parse(rules[0].ladder) as TierLadder);
  return ladder === null ? null : tierOf(ladder, experience(reached)).id;
}
