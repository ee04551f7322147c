import { Violation } from '../violation.ts';
import { readAsked } from './asked.ts';
import type { Packet } from './network.ts';
import { refuseNewer } from './old-build.ts';
import type { Sim } from './sim.ts';

const BUSY = [429, 503] as const;

/** Carries one packet to its end of the wire and lets what it wakes run on. */
export async function carry(sim: Sim, packet: Packet): Promise<readonly string[]> {
  sim.network.take(packet);
  if (packet.kind === 'request') return await carryRequest(sim, packet);
  sim.network.end(packet.call, packet.kind === 'answer' ? packet.answer : null);
  return await wake(sim, packet.call.till);
}

async function wake(sim: Sim, index: number): Promise<readonly string[]> {
  const till = sim.tills[index];
  if (till === undefined) return [];
  const outcomes = await till.settle();
  return outcomes.length === 0 ? [`${till.branch} woke`] : outcomes;
}

async function carryRequest(sim: Sim, { call, bytes }: Extract<Packet, { kind: 'request' }>): Promise<readonly string[]> {
  const { network, hq, oracle, coverage, chance, plan } = sim;
  if (sim.isFaulty && chance.happens(plan.rates.busy)) {
    coverage.hit('fault busy');
    const headers = [['retry-after', String(chance.int(0, 5))]] as const;
    network.sendAnswer(call, { status: chance.pick(BUSY), headers, bytes: new Uint8Array() });
    return ['busy'];
  }
  const refusal = hq.isOld() || sim.oldTills.has(call.till) ? refuseNewer(call.sent, bytes) : null;
  if (refusal !== null) {
    coverage.hit('answer 426 protocol_not_supported');
    network.sendAnswer(call, refusal);
    return ['too new'];
  }
  const answer = await hq.serve(call.sent, bytes);
  oracle.touchHq((incarnation) => readAsked(call.sent, bytes)?.recovery?.incarnation === incarnation);
  if (answer === null) {
    network.end(call, null);
    return ['hq died', ...(await wake(sim, call.till))];
  }
  const said = readAnswer(answer.bytes);
  const what = `${answer.status} ${said.kind ?? said.error?.code ?? ''}`;
  coverage.hit(`answer ${what}`);
  if (answer.status === 500) throw new Violation('refusal', `HQ answered an exchange with ${what}`);
  const batch = readAsked(call.sent, bytes)?.batch;
  if (said.kind === 'applied' && said.ackSeq !== undefined && batch !== undefined) oracle.acknowledged({ ...batch, seq: said.ackSeq });
  network.sendAnswer(call, answer);
  return [what];
}

type Said = { readonly kind?: string; readonly ackSeq?: number; readonly error?: { readonly code: string } };

function readAnswer(bytes: Uint8Array): Said {
  const text = Buffer.from(bytes).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Said);
}
