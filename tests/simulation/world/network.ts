import { POKE_PATH } from '@jifen/sync';
import type { Chance } from '../chance.ts';
import type { Coverage } from '../coverage.ts';
import type { Plan } from '../plan.ts';

/** A request or an answer as bytes on a wire. */
export type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array;
};
export type Answered = { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly bytes: Uint8Array };

/** One try of one till: what it waits for, and with which life of its process it would be woken. */
export type Call = {
  readonly no: number;
  readonly till: number;
  readonly life: number;
  readonly sent: Sent;
  isOver: boolean;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
};

export type Packet =
  | { readonly kind: 'request'; readonly due: number; readonly call: Call; readonly bytes: Uint8Array }
  | { readonly kind: 'answer'; readonly due: number; readonly call: Call; readonly answer: Answered }
  | { readonly kind: 'timeout'; readonly due: number; readonly call: Call };

export type Line = { up: boolean; down: boolean };

/** The wires between tills and HQ. Nothing moves by itself: the scheduler takes a packet and carries it. */
export type Network = {
  /** The step that the scheduler is at. */
  now: number;
  readonly lines: Line[];
  isFaulty: boolean;
  transportOf(till: number, life: () => number): (request: Request) => Promise<Response>;
  due(): readonly Packet[];
  take(packet: Packet): void;
  sendAnswer(call: Call, answer: Answered): void;
  /** Ends a call with an answer, or (`null`) without one; what still comes to it finds nobody. */
  end(call: Call, answer: Answered | null): void;
  waitingOf(till: number): number;
  dropTill(till: number): void;
  pending(): number;
  /** The last requests that were sent, whatever became of them. */
  readonly overheard: readonly Call[];
  /** A request as it was sent once, from whoever heard it. */
  sendAgain(call: Call): void;
};

const PATIENCE_STEPS = 60;
const LOST = 'fetch failed';
const MOST_OVERHEARD = 30;

export type NetworkDeps = { readonly plan: Plan; readonly chance: Chance; readonly coverage: Coverage };

export function createNetwork({ plan: { rates }, chance, coverage }: NetworkDeps): Network {
  const packets = new Set<Packet>();
  const overheard: Call[] = [];
  let no = 0;
  const happens = (name: 'loss' | 'duplicate' | 'truncate' | 'flip', rate = rates[name]) => {
    if (!network.isFaulty || !chance.happens(rate)) return false;
    coverage.hit(`fault ${name}`);
    return true;
  };
  const delay = () => {
    if (!network.isFaulty || rates.delay === 0) return network.now;
    const steps = Math.floor(chance.fraction() * chance.fraction() * rates.delay);
    if (steps > 0) coverage.hit('fault delay');
    return network.now + steps;
  };
  const cut = () => {
    coverage.hit('fault partition');
  };
  const cutShort = (bytes: Uint8Array): Uint8Array =>
    bytes.length > 0 && happens('truncate') ? bytes.slice(0, chance.int(0, bytes.length - 1)) : bytes;
  // Only requests are signed; an answer is guarded by the line's own encryption, so that its bits arrive as they left or not at all.
  const spoil = (bytes: Uint8Array): Uint8Array => {
    if (bytes.length === 0 || !happens('flip')) return cutShort(bytes);
    const spoiled = Uint8Array.from(bytes);
    const at = chance.int(0, bytes.length - 1);
    spoiled[at] = (spoiled[at] ?? 0) ^ (1 << chance.int(0, 7));
    return spoiled;
  };
  const copies = () => (happens('duplicate') ? chance.int(2, 3) : 1);
  const sendRequest = (call: Call) => {
    overheard.push(call);
    if (overheard.length > MOST_OVERHEARD) overheard.shift();
    if (!lineOf(call).up) return cut();
    const count = copies();
    for (let copy = 0; copy < count; copy += 1) {
      if (!happens('loss')) packets.add({ kind: 'request', due: delay(), call, bytes: spoil(call.sent.bytes) });
    }
  };
  const lineOf = ({ till }: Call): Line => network.lines[till] ?? { up: true, down: true };
  const network: Network = {
    now: 0,
    isFaulty: true,
    lines: [],
    transportOf: (till, life) => async (request) => {
      // Pokes are hints; a till must do without them.
      if (request.url.endsWith(POKE_PATH)) throw new TypeError(LOST);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const sent = { method: request.method, url: request.url, headers: [...request.headers], bytes };
      return await new Promise<Response>((resolve, reject) => {
        const call: Call = { no: (no += 1), till, life: life(), sent, isOver: false, resolve, reject };
        packets.add({ kind: 'timeout', due: network.now + PATIENCE_STEPS, call });
        sendRequest(call);
      });
    },
    due: () => [...packets].filter(({ due }) => due <= network.now),
    take: (packet) => packets.delete(packet),
    sendAnswer: (call, answer) => {
      if (!lineOf(call).down) return cut();
      if (!happens('loss')) packets.add({ kind: 'answer', due: delay(), call, answer: { ...answer, bytes: cutShort(answer.bytes) } });
    },
    end: (call, answer) => {
      if (call.isOver) return;
      call.isOver = true;
      for (const packet of packets) if (packet.kind === 'timeout' && packet.call === call) packets.delete(packet);
      if (answer === null) call.reject(new TypeError(LOST));
      else
        call.resolve(
          new Response(Buffer.from(answer.bytes), {
            status: answer.status,
            headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
          }),
        );
    },
    waitingOf: (till) => [...packets].filter(({ kind, call }) => kind === 'timeout' && call.till === till && !call.isOver).length,
    dropTill: (till) => {
      for (const { call } of packets) if (call.till === till) call.isOver = true;
      for (const packet of packets) if (packet.kind !== 'request' && packet.call.till === till) packets.delete(packet);
    },
    pending: () => packets.size,
    overheard,
    sendAgain: (call) => packets.add({ kind: 'request', due: network.now, call, bytes: call.sent.bytes }),
  };
  return network;
}
