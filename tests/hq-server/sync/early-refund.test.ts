import { cardNumberOf } from '@jifen/core';
import { expect, test } from 'vitest';
import { verify } from '../verify/damaged-store.ts';
import { expectWhole, totalOf } from './balances.ts';
import { enrolTill, memberId, openSyncHq } from './sync-hq.ts';

test('a refund that comes before its sale is taken from the spend once, also when the sale was made on a card of a known member', async () => {
  const hq = await openSyncHq();
  try {
    const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
    const card = cardNumberOf({ block: 7, serial: 7 });
    const anna = memberId(1);
    one.log.registered(anna, { name: '安娜' }, [card]);
    const [known, unknown] = [two.log.newId(), `${two.log.newId().slice(0, -1)}f` as ReturnType<typeof two.log.newId>];
    one.log.refunded(known, { member: anna, amountFen: 1000 });
    one.log.refunded(unknown, { member: null, amountFen: 500 });
    await one.exchange();
    two.log.sold(anna, { amountFen: 5000 }, { id: known });
    two.log.soldUnclaimed({ cardNumber: card }, { amountFen: 2000 }, { id: unknown });
    await two.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ purchases: 2, spend_fen: 5500 });
    expect((await verify(hq.dataFolder)).findings).toEqual([]);
    await expectWhole(hq);
  } finally {
    await hq.close();
  }
});
