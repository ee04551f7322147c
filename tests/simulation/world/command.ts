import { type Answer, errorCodeOf } from '../../support/chain/json-call.ts';
import type { Disk } from '../oracle/truth.ts';
import { Violation } from '../violation.ts';
import type { Command, Sim } from './sim.ts';
import { isDiskFull, type TillNode } from './till-node.ts';

export type NewCommand = Pick<Command, 'id' | 'kind' | 'path' | 'body' | 'member'> & Partial<Pick<Command, 'method' | 'handed'>>;

export function commandOf(sim: Sim, till: TillNode, of: NewCommand): Command {
  const command: Command = {
    method: 'POST',
    handed: () => 0,
    ...of,
    till: till.index,
    disk: sim.diskOf(till).id,
    state: 'open',
    answer: null,
  };
  sim.commands.push(command);
  return command;
}

/** Presses the button, once. */
export function press(sim: Sim, till: TillNode, command: Command): Promise<readonly string[]> {
  return till.begin({
    name: command.kind,
    died: () => undefined,
    work: async () => {
      const wasThere = sim.oracle.truth.origin.hasId(command.id);
      return takeAnswer(sim, till, { command, wasThere, answer: await till.call(command.method, command.path, command.body) });
    },
  });
}

type Taken = {
  readonly command: Command;
  /** An earlier press did it, of which nobody may have heard. */
  readonly wasThere: boolean;
  readonly answer: Answer;
};

function takeAnswer(sim: Sim, till: TillNode, { command, wasThere, answer }: Taken): string {
  // What a dead process would say reaches nobody.
  if (till.steps.hasCrashed()) return 'died';
  const disk = sim.diskOf(till);
  sim.oracle.touchTill(disk);
  if (answer.status < 400) {
    const { id, kind, body, member } = command;
    if (command.state === 'done') checkSame(command, answer.body);
    command.state = 'done';
    command.answer = answer.body;
    sim.oracle.promise({ id, kind, body, member, disk, handed: command.handed(answer.body) });
    return 'done';
  }
  const code = errorCodeOf(answer);
  sim.coverage.hit(`refusal ${code}`);
  if (code === 'internal_error')
    throw new Violation('refusal', `${command.kind} ${command.id} at ${till.branch} was answered internal_error`);
  // A till without room says so before it looks what was done.
  if ((wasThere || command.state === 'done') && code === 'disk_full') return code;
  // Of a person who was erased since, or of whom a restored HQ knows nothing, nothing is told any more.
  const isForgotten = code === 'member_unknown' && (sim.oracle.personal.wasErased(command.id) || !isKnownAt(disk, command));
  if (command.state === 'done' && isForgotten) return code;
  if (command.state === 'done') throw new Violation('I6', `${command.kind} ${command.id} was done and is refused now: ${code}`);
  if (!isForgotten) sim.oracle.refuse(command.id);
  command.state = 'refused';
  return code;
}

/** Whether this till has the person of whom a registration or a change of a profile tells. */
function isKnownAt({ reader }: Disk, { id, path }: Command): boolean {
  const [, , topic, member = id] = path.split('/');
  return topic !== 'members' || reader.all(`select 1 from member where id = '${member}'`).length > 0;
}

/** A repeat answers what was done. What later refunds added to a receipt may be more. */
function checkSame(command: Command, body: unknown): void {
  const said = JSON.stringify(essenceOf(command.answer));
  const says = JSON.stringify(essenceOf(body));
  if (said !== says) throw new Violation('I6', `${command.kind} ${command.id} was answered ${said}, its repeat ${says}`);
}

function essenceOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { receiptNo, totalFen, accrual, points, rewardId, quantity } = answer as Record<string, unknown>;
  // What is no receipt shows how things are now.
  return receiptNo === undefined ? null : { receiptNo, totalFen, accrual, points, rewardId, quantity };
}

/** Something that a till does with HQ by itself. */
export async function runAtTill(sim: Sim, till: TillNode, { name, work }: { readonly name: string; readonly work: () => Promise<string> }) {
  return await till.begin({
    name,
    died: () => undefined,
    work: async () => {
      try {
        return await work();
      } catch (error) {
        if (isDiskFull(error)) return 'disk_full';
        throw error;
      }
    },
  });
}
