import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { expect, onTestFinished, test } from 'vitest';
import { createWorld, type TillNode, type World } from '../replay/world.ts';
import { bodyOf, callJson, errorCodeOf } from '../support/chain/json-call.ts';

/** Two tills and a real HQ. */
async function openChain(): Promise<{ world: World; east: TillNode; west: TillNode }> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-chain-'));
  const branches = [
    { id: 'east' as BranchId, name: '东门店' },
    { id: 'west' as BranchId, name: '西门店' },
  ];
  const world = await createWorld({ folder, seed: 5, startsAt: unixMs(Date.UTC(2026, 6, 31, 4)), branches });
  onTestFinished(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [east, west] = world.tills;
  return { world, east: must(east, 'till'), west: must(west, 'till') };
}

const sell = async ({ world }: { world: World }, till: TillNode, memberId: string, amountFen: number) => {
  const body = {
    id: world.newId(),
    memberId,
    alias: null,
    lines: [{ kind: 'amount', amountFen, earns: true }],
    tenders: [{ method: 'cash', amountFen }],
  };
  return bodyOf<{ saleId: string }>(await till.call('POST', '/api/sales', body)).saleId;
};

async function settle({ world }: { world: World }): Promise<void> {
  for (let round = 0; round < 4; round += 1) for (const till of world.tills) await till.served().drain();
}

test('a member registered with the line cut at one shop is known, masked, at the other, and logs in at HQ', async () => {
  const chain = await openChain();
  const { world, east, west } = chain;
  east.line.isCut = true;
  const id = world.newId();
  const profile = { name: '王小明', phone: '13812345678', idNumber: '11010519491231002X', password: 'correct horse battery' };
  const { cards } = bodyOf<{ cards: { cardNumber: string }[] }>(await east.call('POST', '/api/members', { id, ...profile }));
  await sell(chain, east, id, 90_000);
  east.line.isCut = false;
  await settle(chain);
  const elsewhere = bodyOf<{ items: object[] }>(await west.call('GET', '/api/members?q=13812345678'));
  expect(elsewhere.items).toMatchObject([{ id, name: '王**', isFull: false, phoneMasked: '138****5678' }]);
  expect((await west.call('GET', `/api/members/${id}`)).body).toMatchObject({ phone: null, points: 900, experience: 900, usableHere: 0 });
  for (const identifier of [cards[0]?.cardNumber, '13812345678', '11010519491231002X']) {
    const body = { identifier, password: profile.password };
    const signedIn = await world.hq.run((hq) => callJson(hq, { method: 'POST', url: 'http://hq.local/api/v1/member-session', body }));
    expect(signedIn.status).toBe(200);
  }
});

test('points earned at one shop are spent at the other when both are in reach, and nowhere twice', async () => {
  const chain = await openChain();
  const { world, east, west } = chain;
  const reward = { name: '杯子', category: '家居', drugClass: 'general', points: 500, cashFen: 0, pictureUrl: null, isActive: true };
  const rewardId = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/rewards', { id: rewardId, ...reward }));
  const memberId = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: memberId, name: '张三', homeBranch: 'east' }));
  await settle(chain);
  for (const till of world.tills) bodyOf(await till.call('POST', '/api/stock/receive', { id: world.newId(), rewardId, quantity: 9 }));
  await sell(chain, east, memberId, 80_000);
  await settle(chain);
  const redeem = (till: TillNode) => till.call('POST', '/api/redemptions', { id: world.newId(), memberId, rewardId, quantity: 1 });
  // The points lie in the east, which nobody reaches: HQ cannot give them away a second time.
  east.line.isCut = true;
  expect(errorCodeOf(await redeem(west))).toBe('insufficient_points');
  // In reach, the east gives them back while the cashier in the west waits.
  east.line.isCut = false;
  expect((await redeem(west)).status).toBe(200);
  expect(errorCodeOf(await redeem(east))).toBe('insufficient_points');
  await settle(chain);
  for (const till of world.tills) {
    expect((await till.call('GET', `/api/members/${memberId}`)).body).toMatchObject({ points: 300, experience: 800 });
  }
});

test('a sale on a card that a till does not know is given to its owner when HQ hears of it', async () => {
  const chain = await openChain();
  const { world, east, west } = chain;
  west.line.isCut = true;
  const id = world.newId();
  const { cards } = bodyOf<{ cards: { cardNumber: string }[] }>(await east.call('POST', '/api/members', { id, name: '李雷' }));
  const body = {
    id: world.newId(),
    alias: { kind: 'card', cardNumber: cards[0]?.cardNumber },
    lines: [{ kind: 'amount', amountFen: 5000, earns: true }],
    tenders: [{ method: 'cash', amountFen: 5000 }],
  };
  expect(bodyOf(await west.call('POST', '/api/sales', body))).toMatchObject({ isUnclaimed: true });
  west.line.isCut = false;
  await settle(chain);
  expect((await east.call('GET', `/api/members/${id}`)).body).toMatchObject({ points: 50, experience: 50 });
});

test('profile changes at two shops are merged field by field, the newest wins', async () => {
  const chain = await openChain();
  const { world, east, west } = chain;
  const id = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id, name: '张三', homeBranch: 'east', phone: '13800000001' }));
  await settle(chain);
  for (const till of world.tills) till.line.isCut = true;
  const patch = (till: TillNode, body: object) => till.call('PATCH', `/api/members/${id}`, { id: world.newId(), ...body });
  bodyOf(await patch(east, { phone: '13800000002', address: '东门' }));
  world.setClock(unixMs(world.now() + 1000));
  bodyOf(await patch(west, { phone: '13800000003' }));
  for (const till of world.tills) till.line.isCut = false;
  await settle(chain);
  expect((await east.call('GET', `/api/members/${id}`)).body).toMatchObject({ phone: '13800000003', address: '东门' });
  expect((await west.call('GET', `/api/members/${id}`)).body).toMatchObject({ phoneMasked: '138****0003' });
});

test('refunded points that were spent elsewhere are a debt that the chain knows and absorbs once', async () => {
  const chain = await openChain();
  const { world, east, west } = chain;
  const memberId = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: memberId, name: '张三', homeBranch: 'west' }));
  await settle(chain);
  const saleId = await sell(chain, east, memberId, 30_000);
  await settle(chain);
  bodyOf(await east.call('POST', '/api/sync/return-rights', {}));
  await settle(chain);
  const refund = {
    id: world.newId(),
    lines: [{ line: 0, amountFen: 30_000 }],
    tenders: [{ method: 'cash', amountFen: 30_000 }],
    reason: 'customer',
  };
  expect(bodyOf(await east.call('POST', `/api/sales/${saleId}/refund`, refund))).toMatchObject({ pointsBack: 300 });
  await settle(chain);
  for (const till of [east, west]) {
    expect((await till.call('GET', `/api/members/${memberId}`)).body).toMatchObject({
      points: 0,
      debt: 0,
      experience: 0,
      totalSpendFen: 0,
    });
  }
});
