import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { createWorld, type TillNode, type World } from '../../replay/world.ts';
import { expect } from 'vitest';
import { type Answer, bodyOf } from '../../support/chain/json-call.ts';
import { verify } from '../verify/damaged-store.ts';

export type OrderWorld = {
  readonly world: World;
  readonly folder: string;
  readonly shop: TillNode;
  readonly other: TillNode;
  readonly member: string;
  readonly reward: string;
  /** A sale that earns this many points at a till. */
  earn(till: TillNode, points: number): Promise<void>;
  consign(pieces: number): Promise<Answer>;
  order(id?: string): Promise<Answer>;
  /** HQ's present word on an order. */
  read(id: string): Promise<Row>;
  balance(): Promise<{ points: number; available: number; pool: number; reserved: number }>;
  /** Everybody exchanges until nothing moves. */
  settle(): Promise<void>;
  act(id: string, what: 'ready' | 'release' | 'fulfil', more?: object): Promise<Answer>;
  cancel(id: string): Promise<Answer>;
  close(): Promise<void>;
};
export type Row = { readonly state: string; readonly reason: string | null; readonly isCancelWanted: boolean };

const PRICE = 300;

/** HQ, two tills, one member, one reward with ten pieces on the first till's shelf. */
export async function createOrderWorld(seed = 7): Promise<OrderWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-order-'));
  const branches = [
    { id: 'shop' as BranchId, name: 'Shop' },
    { id: 'other' as BranchId, name: 'Other' },
  ];
  const world = await createWorld({ folder, seed, startsAt: unixMs(Date.UTC(2026, 5, 1, 4)), branches });
  const [shop, other] = [must(world.tills[0], 'till'), must(world.tills[1], 'till')];
  const [member, reward] = [world.newId(), world.newId()];
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: member, name: 'Customer', homeBranch: 'shop' }));
  const content = { name: 'Cup', category: 'general', drugClass: 'general', points: PRICE, cashFen: 0, pictureUrl: null, isActive: true };
  bodyOf(await world.hq.call('POST', '/api/v1/rewards', { id: reward, ...content }));
  const settle = async () => {
    for (let round = 0; round < 4; round += 1) for (const till of world.tills) if (!till.line.isCut) await till.served().drain();
  };
  // Points follow visits here, so that a sale elsewhere takes them there.
  const settings = {
    placement: { kind: 'last_visited' },
    perBranchCap: null,
    returnAtClose: true,
    leaseDays: 30,
    refundLimitFen: 20_000,
    idleLockMinutes: 3,
    version: 0,
  };
  bodyOf(await world.hq.call('PUT', '/api/v1/settings', settings));
  await settle();
  bodyOf(await shop.call('POST', '/api/stock/receive', { id: world.newId(), rewardId: reward, quantity: 10 }));
  return {
    world,
    folder,
    shop,
    other,
    member,
    reward,
    settle,
    earn: async (till, points) => {
      const lines = [{ kind: 'amount', amountFen: points * 100, earns: true }];
      const tenders = [{ method: 'cash', amountFen: points * 100 }];
      bodyOf(await till.call('POST', '/api/sales', { id: world.newId(), memberId: member, alias: null, lines, tenders }));
    },
    consign: (difference) => shop.call('POST', '/api/stock/consign', { id: world.newId(), rewardId: reward, difference }),
    order: (id = world.newId()) =>
      world.hq.call('POST', '/api/v1/orders', { id, memberId: member, branchId: 'shop', rewardId: reward, quantity: 1 }),
    read: async (id) => {
      const { items } = bodyOf<{ items: (Row & { id: string })[] }>(await world.hq.call('GET', '/api/v1/orders?limit=200'));
      return must(
        items.find((item) => item.id === id),
        'order',
      );
    },
    balance: async () => bodyOf(await world.hq.call('GET', `/api/v1/members/${member}`)),
    act: (id, what, more = {}) => shop.call('POST', `/api/orders/${id}/${what}`, { id: world.newId(), ...more }),
    cancel: (id) => world.hq.call('POST', `/api/v1/orders/${id}/cancel`, { reason: 'changed my mind' }),
    close: async () => {
      // Whatever happened, the store is what its logs say.
      expect((await verify(join(folder, 'hq'))).findings).toEqual([]);
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}
