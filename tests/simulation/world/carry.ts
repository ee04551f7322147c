import { brotliDecompressSync } from 'node:zlib';
import { Violation } from '../violation.ts';
import type { Packet, Sent } from './network.ts';
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
  const answer = await hq.serve(call.sent, bytes);
  oracle.touchHq((incarnation) => readAsked(call.sent, bytes).recovery?.incarnation === incarnation);
  if (answer === null) {
    coverage.hit('fault hq_crash');
    network.end(call, null);
    return ['hq died', ...(await wake(sim, call.till))];
  }
  const said = readAnswer(answer.bytes);
  const what = `${answer.status} ${said.kind ?? said.error?.code ?? ''}`;
  coverage.hit(`answer ${what}`);
  if (answer.status === 500) throw new Violation('refusal', `HQ answered an exchange with ${what}`);
  if (said.kind === 'applied' && said.ackSeq !== undefined) oracle.acknowledged({ ...readAsked(call.sent, bytes).batch, seq: said.ackSeq });
  network.sendAnswer(call, answer);
  return [what];
}

type Life = { readonly branch: string; readonly incarnation: string };
type Asked = { readonly batch: Life; readonly recovery?: Life | null };

/** Who asks, as the wire says it. */
function readAsked({ headers }: Sent, bytes: Uint8Array): Asked {
  const isPacked = headers.some(([name, value]) => name === 'content-encoding' && value === 'br');
  const text = isPacked ? brotliDecompressSync(bytes) : Buffer.from(bytes);
  return JSON.parse(text.toString('utf8')) as Asked;
}

type Said = { readonly kind?: string; readonly ackSeq?: number; readonly error?: { readonly code: string } };

function readAnswer(bytes: Uint8Array): Said {
  const text = Buffer.from(bytes).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Said);
}
