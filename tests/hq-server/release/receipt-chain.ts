import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BranchId, must, unixMs } from '@jifen/core';
import { expect, onTestFinished } from 'vitest';
import { createWorld, type TillNode, type World } from '../../replay/world.ts';
import { type Answer, bodyOf } from '../../support/chain/json-call.ts';
import { verify } from '../verify/damaged-store.ts';

/** Three shops and a real HQ; the east has one member, known everywhere. */
export type ReceiptChain = {
  readonly world: World;
  readonly east: TillNode;
  readonly west: TillNode;
  readonly north: TillNode;
  readonly memberId: string;
  readonly folder: string;
};

export async function openReceiptChain(seed = 5): Promise<ReceiptChain> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-receipt-'));
  const branches = [
    { id: 'east' as BranchId, name: '东门店' },
    { id: 'west' as BranchId, name: '西门店' },
    { id: 'north' as BranchId, name: '北门店' },
  ];
  const world = await createWorld({ folder, seed, startsAt: unixMs(Date.UTC(2026, 6, 31, 4)), branches });
  onTestFinished(async () => {
    // Whatever happened, the store is what its logs say.
    expect((await verify(join(folder, 'hq'))).findings).toEqual([]);
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [east, west, north] = world.tills;
  const memberId = world.newId();
  bodyOf(await world.hq.call('POST', '/api/v1/members', { id: memberId, name: '张三', homeBranch: 'east' }));
  const chain = { world, east: must(east, 'till'), west: must(west, 'till'), north: must(north, 'till'), memberId, folder };
  await settle(chain);
  return chain;
}

/** Everybody exchanges until nobody has more to say. */
export async function settle({ world }: Pick<ReceiptChain, 'world'>): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const till of world.tills) if (!till.line.isCut) await till.served().drain();
  }
}

export type Sold = { readonly saleId: string; readonly receiptNo: string };

export async function sell({ world, memberId }: ReceiptChain, till: TillNode, amountsFen: readonly number[]): Promise<Sold> {
  const totalFen = amountsFen.reduce((sum, amountFen) => sum + amountFen, 0);
  const body = {
    id: world.newId(),
    memberId,
    alias: null,
    lines: amountsFen.map((amountFen) => ({ kind: 'amount', amountFen, earns: true })),
    tenders: [{ method: 'cash', amountFen: totalFen }],
  };
  return bodyOf<Sold>(await till.call('POST', '/api/sales', body));
}

export type RefundOf = { readonly line?: number; readonly amountFen: number; readonly id?: string };

export async function refund({ world }: ReceiptChain, till: TillNode, of: RefundOf & { readonly saleId: string }): Promise<Answer> {
  const { saleId, line = 0, amountFen, id = world.newId() } = of;
  const body = { id, lines: [{ line, amountFen }], tenders: [{ method: 'cash', amountFen }], reason: 'customer' };
  return await till.call('POST', `/api/sales/${saleId}/refund`, body);
}

export const find = (till: TillNode, receipt: string): Promise<Answer> => till.call('POST', '/api/receipts/find', { receipt });

/** What came back of a sale by HQ's books, over all branches. */
export async function refundedAtHq({ world }: ReceiptChain, saleId: string): Promise<number> {
  const rows = await world.hq.served().context.db.selectFrom('refund').selectAll().execute();
  return rows.filter((row) => String(row.sale_id) === saleId).reduce((sum, row) => sum + row.amount_fen, 0);
}

export async function ownersAtHq({ world }: ReceiptChain, saleId: string): Promise<string[]> {
  const rows = await world.hq.served().context.db.selectFrom('receipt_owner').selectAll().orderBy('transfer').execute();
  return rows.filter((row) => String(row.sale_id) === saleId).map((row) => `${row.transfer} ${row.branch_id} ${row.state}`);
}

export async function exceptionsAtHq({ world }: ReceiptChain): Promise<string[]> {
  const rows = await world.hq.served().context.db.selectFrom('exception').select('kind').orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

/** All tills show the same member, and HQ's books are without an exception. */
export async function expectAlike(chain: ReceiptChain, member: object): Promise<void> {
  await settle(chain);
  for (const till of chain.world.tills) expect((await till.call('GET', `/api/members/${chain.memberId}`)).body).toMatchObject(member);
  expect(await exceptionsAtHq(chain)).toEqual([]);
}
