import { type Answer, errorCodeOf } from '../../support/chain/json-call.ts';
import { hold } from '../violation.ts';
import type { PhoneGrant, Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Action } from './action.ts';
import { askTill } from './ask-till.ts';
import { chooseMember, chooseTill } from './choose.ts';

/** A member in a shop whose line is cut asks HQ by phone for the points. */
export const issueGrant: Action = {
  name: 'issue grant',
  weight: 5,
  run: async (sim) => {
    const { branch } = sim.chance.pick(sim.tills);
    const n = sim.chance.happens(0.3) ? { n: sim.chance.int(1, 300) } : {};
    const answer = await sim.hq.call('POST', `/api/v1/members/${chooseMember(sim)}/grants`, { branchId: branch, ...n });
    sim.oracle.touchHq();
    if (answer === null) return ['hq died'];
    if (answer.status >= 400) return [`${branch}: ${refusedBy(sim, answer)}`];
    const { text } = answer.body as { readonly text: string | null };
    if (text === null) return [`${branch}: nothing there`];
    sim.phones.push({ text, branch, histories: sim.numbers.histories });
    return [`${branch}: issued`];
  },
};

function refusedBy(sim: Sim, answer: Answer): string {
  const code = errorCodeOf(answer);
  hold(answer.status !== 500, 'refusal', () => `HQ answered a grant with ${code}`);
  sim.coverage.hit(`hq refusal ${code}`);
  return code;
}

type Way = 'as it is' | 'altered' | 'elsewhere';

/** The text is shown to a till: soon or much later, once or again, to the right one or another, now and then with a wrong character. */
export const scanGrant: Action = {
  name: 'scan grant',
  weight: 7,
  run: (sim) => {
    if (sim.phones.length === 0) return null;
    const grant = sim.chance.happens(0.6) ? sim.phones.at(-1) : sim.chance.pick(sim.phones);
    const way: Way = sim.chance.happens(0.15) ? 'altered' : sim.chance.happens(0.15) ? 'elsewhere' : 'as it is';
    const till = way === 'elsewhere' ? chooseTill(sim) : (sim.tills.find((one) => one.branch === grant?.branch && !one.isGone) ?? null);
    if (till === null || grant === undefined || till.running() > 2) return null;
    allowCopied(sim, till);
    const text = way === 'altered' ? alter(sim, grant.text) : grant.text;
    const heard = (answer: Answer, code: string | null) => heardOf(sim, { answer, code, way, grant, isOwn: till.branch === grant.branch });
    return askTill(sim, till, { name: `scan grant ${way}`, path: '/api/grants', body: { text }, heard });
  },
};

/** A grant that is scanned at a database that was copied may be one that the copy has had, and given back, already. */
function allowCopied({ oracle: { truth, hq, points }, diskOf }: Sim, till: TillNode): void {
  if (!truth.wasCopied(till.branch)) return;
  const { liveIncarnation, reader } = diskOf(till);
  const own = new Map(reader.rights().map((row) => [`${row.member_id} ${row.vintage}`, row.granted]));
  const told = hq
    .reader()
    .rights()
    .filter(({ incarnation }) => incarnation === liveIncarnation);
  points.allow(
    told.map((row): [string, number] => {
      const key = `${row.member_id} ${row.vintage}`;
      return [key, Math.max(0, row.granted - (own.get(key) ?? 0))];
    }),
  );
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');

function alter(sim: Sim, text: string): string {
  // The first three say what it is.
  const places = text.split('').flatMap((sign, at) => (at > 2 && ALPHABET.includes(sign) ? [at] : []));
  const at = sim.chance.pick(places);
  const other = sim.chance.pick(ALPHABET.filter((sign) => sign !== text[at]));
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

type Scan = {
  readonly answer: Answer;
  readonly code: string | null;
  readonly way: Way;
  readonly grant: PhoneGrant;
  readonly isOwn: boolean;
};

function heardOf(sim: Sim, { answer, code, way, grant, isOwn }: Scan): string {
  const kind = code ?? (answer.body as { readonly kind: string }).kind;
  hold(way !== 'altered' || code !== null, 'grant', () => `a grant with a wrong character was taken: ${kind}`);
  hold(isOwn || code !== null, 'grant', () => `a grant for ${grant.branch} was taken elsewhere: ${kind}`);
  sim.coverage.hit(`scan ${way} ${kind}`);
  if (grant.histories < sim.numbers.histories) sim.coverage.hit('scan after a restore of HQ');
  return kind;
}
