import { expect, test } from 'vitest';
import type { TillNode } from '../../replay/world.ts';
import { Crash } from '../../support/chain/crash-switch.ts';
import { NO_FAULTS } from '../../support/chain/faulty-line.ts';
import { type Answer, bodyOf, errorCodeOf } from '../../support/chain/json-call.ts';
import {
  exceptionsAtHq,
  expectAlike,
  find,
  openReceiptChain,
  ownersAtHq,
  type ReceiptChain,
  refund,
  refundedAtHq,
  sell,
  settle,
} from './receipt-chain.ts';

/** As a cashier would: the same command again until it is done. */
async function insist(work: () => Promise<Answer>, tries = 60): Promise<Answer> {
  for (let tried = 1; tried < tries; tried += 1) {
    const answer = await work().catch((error: unknown) => {
      if (error instanceof Crash) return null;
      throw error;
    });
    if (answer !== null && answer.status === 200) return answer;
    if (answer !== null && answer.status < 500 && !/^(origin|receipt|refund_released)/.test(errorCodeOf(answer))) return answer;
  }
  throw new Error('never done');
}

test('with every message lost, doubled or without answer at times, each receipt arrives once and adds up', async () => {
  const chain = await openReceiptChain(11);
  const { world, east, west, north } = chain;
  const sales = [];
  for (let i = 0; i < 8; i += 1) sales.push(await sell(chain, [east, west, north][i % 3] as TillNode, [1_000]));
  await settle(chain);
  for (const till of world.tills) till.line.faults = { dropRequest: 0.2, dropAnswer: 0.25, double: 0.4 };
  for (const { saleId } of sales) {
    for (const till of world.tills) bodyOf(await insist(() => refund(chain, till, { saleId, amountFen: 300 })));
  }
  for (const till of world.tills) till.line.faults = NO_FAULTS;
  await expectAlike(chain, { points: 0 + 8, experience: 8, totalSpendFen: 800 });
  for (const { saleId } of sales) expect(await refundedAtHq(chain, saleId)).toBe(900);
});

type Victim = { readonly node: ReceiptChain['world']['hq'] | TillNode; readonly stride: number };

/** Moves a receipt and refunds it, with the victim dying at a later step each time, until one try comes through unhurt. */
async function killAtEveryStep(chain: ReceiptChain, { node, stride }: Victim, move: (saleId: string, arm: () => void) => Promise<void>) {
  const sales: string[] = [];
  for (let step = 1; ; step += stride) {
    const { saleId } = await sell(chain, chain.east, [600]);
    await chain.east.served().drain();
    const before = node.counts.crashes;
    await move(saleId, () => node.crash.arm(step));
    node.crash.disarm();
    sales.push(saleId);
    if (node.counts.crashes === before) break;
  }
  await settle(chain);
  for (const saleId of sales) {
    expect(await refundedAtHq(chain, saleId)).toBe(600);
    expect(await ownersAtHq(chain, saleId)).toEqual(['0 east released', '1 west taken']);
  }
  await expectAlike(chain, { points: 0, experience: 0, totalSpendFen: 0 });
  return sales.length;
}

test('the till that asks is killed at many statements: the receipt arrives and is refunded once', { timeout: 90_000 }, async () => {
  const chain = await openReceiptChain(21);
  const { world, west } = chain;
  const tries = await killAtEveryStep(chain, { node: west, stride: 9 }, async (saleId, arm) => {
    const id = world.newId();
    arm();
    bodyOf(await insist(() => refund(chain, west, { saleId, amountFen: 600, id })));
  });
  expect(tries).toBeGreaterThan(5);
});

/** The four exchanges of a move, each in its own shop's turn. */
const turns: readonly (readonly [string, (chain: ReceiptChain, saleId: string) => Promise<unknown>])[] = [
  ['the wish', ({ west }, saleId) => find(west, saleId)],
  ['the giving up', ({ east }) => east.served().drain()],
  ['the passing on', ({ west }, saleId) => find(west, saleId)],
  ['the thanks', ({ west }) => west.served().drain()],
];

test.each(turns)('HQ is killed at many statements of %s: one owner afterwards, refunded once', { timeout: 90_000 }, async (name) => {
  const chain = await openReceiptChain(22);
  const { world, east, west } = chain;
  const tries = await killAtEveryStep(chain, { node: world.hq, stride: 9 }, async (saleId, arm) => {
    east.line.isCut = true;
    for (const [turn, take] of turns) {
      if (turn === name) arm();
      await take(chain, saleId);
      east.line.isCut = false;
    }
    bodyOf(await insist(() => refund(chain, west, { saleId, amountFen: 600 })));
  });
  expect(tries).toBeGreaterThan(2);
});

test('the owner is killed at many statements of giving up: it gave up once or not at all', { timeout: 90_000 }, async () => {
  const chain = await openReceiptChain(23);
  const { east, west } = chain;
  const tries = await killAtEveryStep(chain, { node: east, stride: 7 }, async (saleId, arm) => {
    east.line.isCut = true;
    await find(west, saleId);
    east.line.isCut = false;
    arm();
    for (let turn = 0; turn < 3; turn += 1) await east.run((backend) => backend.drain()).catch(() => undefined);
    bodyOf(await insist(() => refund(chain, west, { saleId, amountFen: 600 })));
  });
  expect(tries).toBeGreaterThan(3);
  expect(await exceptionsAtHq(chain)).toEqual([]);
});
