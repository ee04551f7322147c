import { type Answer, errorCodeOf } from '../../support/chain/json-call.ts';
import { Violation } from '../violation.ts';
import { runAtTill } from '../world/command.ts';
import type { Sim } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';

export type Asked = {
  readonly name: string;
  readonly path: string;
  readonly body?: unknown;
  /** What the answer says, when somebody is still there to hear it. */
  readonly heard?: (answer: Answer, code: string | null) => string;
};

/** Asks a till for something that bears no id: asking again is another question. */
export async function askTill(sim: Sim, till: TillNode, { name, path, body, heard }: Asked): Promise<readonly string[]> {
  const work = async () => {
    const answer = await till.call('POST', path, body);
    if (till.steps.hasCrashed()) return 'died';
    const code = answer.status < 400 ? null : errorCodeOf(answer);
    if (code === 'internal_error') throw new Violation('refusal', `${name} at ${till.branch} was answered internal_error`);
    if (code !== null) sim.coverage.hit(`refusal ${code}`);
    sim.oracle.touchTill(sim.diskOf(till));
    return heard?.(answer, code) ?? code ?? 'done';
  };
  return await runAtTill(sim, till, { name, work });
}
