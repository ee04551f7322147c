import { describe, expect, test } from 'vitest';
import { flowsOf } from './oracle/flow.ts';
import { originLawOf } from './oracle/origin-law.ts';
import { createOrderLaw } from './oracle/order-law.ts';
import { createPeople } from './oracle/people.ts';
import { createPointsLaw } from './oracle/points-law.ts';
import { createLossLaw } from './oracle/loss-law.ts';
import { createPrivateLaw } from './oracle/private-law.ts';
import { unplacedRefundsOf } from './oracle/unplaced-refunds.ts';
import { Violation } from './violation.ts';

const KEY = 'm 2027-05';
const posting = (debit: string, credit: string, n: number) => flowsOf([{ unit: 'pt', debit, credit, n }]);
const earn = (n: number) => posting('issued/b/i', 'rights/m/2027-05/b/i', n);
const spend = (n: number) => posting('rights/m/2027-05/b/i', 'redeemed/b/i', n);

describe('the law of points', () => {
  test('what was earned may be held, spent, and lie in the pool, but not more', () => {
    const law = createPointsLaw();
    law.addBranchEvent(earn(100));
    law.setHeld(0, [[KEY, 100]]);
    law.check();
    law.addBranchEvent(spend(40));
    law.setHeld(0, [[KEY, 60]]);
    law.check();
    law.setPool([[KEY, 1]]);
    expect(() => law.check()).toThrow(Violation);
  });

  test('two databases that hold the same points are told, unless one was copied with them', () => {
    const law = createPointsLaw();
    law.addBranchEvent(earn(50));
    law.allow([[KEY, 50]]);
    for (const disk of [0, 1]) law.setHeld(disk, [[KEY, 50]]);
    law.check();
    law.setHeld(2, [[KEY, 1]]);
    expect(() => law.check()).toThrow(/earned 50/);
  });

  test('what HQ issued and then forgot was issued all the same, and counts once when it issues it again', () => {
    const law = createPointsLaw();
    law.addHqEvent('sale 1', posting('issued/hq/e', 'pool/m/2027-05', 30));
    law.setHeld(0, [[KEY, 30]]);
    law.forgetHq();
    law.check();
    law.addHqEvent('sale 1', posting('issued/hq/f', 'pool/m/2027-05', 30));
    law.setPool([[KEY, 1]]);
    expect(() => law.check()).toThrow(Violation);
  });

  test('what left HQ only in a history that was given up is owed, no more', () => {
    const law = createPointsLaw();
    const absorbed = () => law.addHqEvent('debt', posting('pool/m/2027-05', 'debt/m/hq/e', 20));
    law.addBranchEvent(earn(50));
    law.setHeld(0, [[KEY, 50]]);
    law.check();
    law.forgetHq();
    absorbed();
    law.heardAgain();
    law.check();
    absorbed();
    expect(() => law.check()).toThrow(/earned 50/);
  });
});

describe('the law of origins', () => {
  const row = (id: string, type: string, body: unknown) => ({
    no: 1,
    incarnation: 'i',
    seq: 1,
    id,
    prev_hash: '',
    hash: id,
    at: 0,
    hq_floor: 0,
    type,
    postings: '[]',
    body: JSON.stringify(body),
  });

  test('an id stands once', () => {
    const law = originLawOf();
    law.take('b1', row('e', 'stock_received', {}));
    expect(() => law.take('b2', row('e', 'stock_received', {}))).toThrow(/stands twice/);
  });

  test('a till that lost its database may have forgotten a refund; one that did not may not', () => {
    const law = originLawOf();
    law.take('b1', row('s', 'sale_recorded', { basket: { lines: [{ lineFen: 100 }] }, accrual: null }));
    law.excuse('b2');
    law.take('b1', row('r1', 'sale_refunded', { saleId: 's', lines: [{ line: 0, amountFen: 60 }] }));
    law.take('b2', row('r2', 'sale_refunded', { saleId: 's', lines: [{ line: 0, amountFen: 50 }] }));
    const other = originLawOf();
    other.take('b1', row('s', 'sale_recorded', { basket: { lines: [{ lineFen: 100 }] }, accrual: null }));
    other.excuse('b2');
    expect(() => other.take('b1', row('r1', 'sale_refunded', { saleId: 's', lines: [{ line: 0, amountFen: 101 }] }))).toThrow(Violation);
  });

  test('a line comes back no more often than it was sold, whoever takes it back', () => {
    const law = originLawOf();
    law.take('b1', row('s', 'sale_recorded', { basket: { lines: [{ lineFen: 100 }] }, accrual: null }));
    law.take('b1', row('r1', 'sale_refunded', { saleId: 's', lines: [{ line: 0, amountFen: 60 }] }));
    expect(() => law.take('b2', row('r2', 'sale_refunded', { saleId: 's', lines: [{ line: 0, amountFen: 50 }] }))).toThrow(Violation);
  });
});

describe('the law of orders', () => {
  const handedOver = (incarnation: string) => ({
    no: 1,
    incarnation,
    seq: 1,
    id: 'f',
    prev_hash: '',
    hash: 'f',
    at: 0,
    hq_floor: 0,
    type: 'order_fulfilled',
    postings: '[]',
    body: JSON.stringify({ orderId: 'o' }),
  });
  const confirm = { orderId: 'o', branch: 'b1', incarnation: 'i' };

  test('an order is handed over by whom HQ confirmed it to, also when HQ forgot that it did', () => {
    const law = createOrderLaw();
    expect(() => law.takeBranch({ branch: 'b1', mayRepeat: false }, handedOver('i'))).toThrow(/never confirmed/);
    const confirmed = createOrderLaw();
    confirmed.takeHq('order_confirmed', confirm);
    confirmed.forgetHq();
    expect(() => confirmed.takeBranch({ branch: 'b1', mayRepeat: false }, handedOver('j'))).toThrow(/never confirmed/);
    confirmed.takeBranch({ branch: 'b1', mayRepeat: false }, handedOver('i'));
  });

  test('no order is handed over twice, and HQ ends none twice', () => {
    const law = createOrderLaw();
    for (const incarnation of ['i', 'j']) law.takeHq('order_confirmed', { ...confirm, incarnation });
    law.takeBranch({ branch: 'b1', mayRepeat: false }, handedOver('i'));
    expect(() => law.takeBranch({ branch: 'b1', mayRepeat: false }, handedOver('j'))).toThrow(/handed over/);
    law.takeHq('order_settled', { orderId: 'o' });
    expect(() => law.takeHq('order_cancelled', { orderId: 'o' })).toThrow(/twice/);
  });

  test('what a forgotten order had set aside is known by the life that has it ready', () => {
    const law = createOrderLaw();
    law.takeHq('order_reserved', { orderId: 'o', slices: [{ memberId: 'm', vintage: '2027-05', n: 20 }] });
    law.takeHq('order_confirmed', confirm);
    expect(law.forgottenAt('b1', 'i')).toEqual([]);
    law.forgetHq();
    expect(law.forgottenAt('b1', 'i')).toEqual([[KEY, 20]]);
    law.takeHq('order_confirmed', confirm);
    expect(law.forgottenAt('b1', 'i')).toEqual([]);
  });
});

describe('the law of losses', () => {
  const life = 'b1/i';
  const writeOff = posting(`rights/m/2027-05/${life}`, `loss/${life}`, 50);
  const cover = posting(`loss/${life}`, `rights/m/2027-05/${life}`, 20);
  const giveBack = (n: number) => posting(`loss/${life}`, 'pool/m/2027-05', n);
  const written = () => 'written_off';

  test('what was written off is given back once, less what a late log shows as spent', () => {
    const law = createLossLaw();
    for (const parts of [writeOff, cover, giveBack(30)]) law.takeHq(parts, written);
    expect(() => law.takeHq(giveBack(1), written)).toThrow(/0 were left/);
  });

  test('nothing of a written-off life comes to the pool; what a closed one held does', () => {
    const law = createLossLaw();
    const recovered = posting(`rights/m/2027-05/${life}`, 'pool/m/2027-05', 10);
    law.takeHq(recovered, () => 'in_doubt');
    expect(() => law.takeHq(recovered, written)).toThrow(Violation);
  });
});

describe('the law of what is personal', () => {
  const row = { event_id: 'e', incarnation: 'i', seq: 3, member_id: 'm', has_credential: 1 };
  const diskWith = (kept: readonly (typeof row)[], safeSeq = 0, history = 'h1') => ({
    id: 1,
    branch: 'b1',
    liveIncarnation: 'i',
    isLiving: true,
    chains: new Map([['i', []]]),
    reader: { safeSeq: () => safeSeq, historyEpoch: () => history, credentials: () => kept, privates: () => kept },
  });
  const hqAt = (seq: number, has: boolean, history = 'h1') => ({
    incarnations: () => [
      { branch_id: 'b1', incarnation: 'i', state: 'active', last_seq: seq },
      { branch_id: 'hq', incarnation: history, state: 'active', last_seq: 1 },
    ],
    all: () => (has ? [{ event_id: 'e', is_there: 1 }] : []),
  });

  test('a till lets go of a credential when a copy of HQ holds it, or when the person is erased, and not before', () => {
    const law = createPrivateLaw();
    law.touch(diskWith([row]) as never);
    expect(() => law.touch(diskWith([]) as never)).toThrow(/no copy of HQ/);
    const copied = createPrivateLaw();
    copied.touch(diskWith([row]) as never);
    copied.copied('one', hqAt(3, true) as never);
    copied.touch(diskWith([], 3) as never);
    const erased = createPrivateLaw();
    erased.touch(diskWith([row]) as never);
    erased.erased('m');
    erased.touch(diskWith([]) as never);
  });

  test('nothing counts as safe that no copy holds', () => {
    const law = createPrivateLaw();
    expect(() => law.touch(diskWith([], 1) as never)).toThrow(/to 0/);
  });

  test('at rest HQ has it, unless somebody put back a copy from before', () => {
    const law = createPrivateLaw();
    law.touch(diskWith([row]) as never);
    law.copied('old', hqAt(2, false) as never);
    law.copied('new', hqAt(3, true) as never);
    law.touch(diskWith([], 3) as never);
    const disks = [diskWith([])] as never;
    expect(() => law.checkEnd(disks, hqAt(3, false) as never)).toThrow(/not at HQ/);
    law.restored('new', hqAt(3, true, 'h2') as never);
    expect(() => law.checkEnd(disks, hqAt(3, false) as never)).toThrow(/not at HQ/);
    law.restored('old', hqAt(2, false, 'h2') as never);
    law.checkEnd(disks, hqAt(3, false) as never);
  });

  test.each([
    { who: 'a till that has not heard of the copy that was put back', knew: 'h1', hears: 'h1', back: 'old', isLost: true },
    { who: 'one that hears of it at once', knew: 'h1', hears: 'h2', back: 'old', isLost: false },
    { who: 'one that knew of it and listens to an answer from before', knew: 'h2', hears: 'h1', back: 'old', isLost: false },
    { who: 'one that lets go of what that copy holds', knew: 'h1', hears: 'h1', back: 'new', isLost: false },
  ])('what only a newer copy of HQ holds is lost when a till cannot know: $who', ({ knew, hears, back, isLost }) => {
    const law = createPrivateLaw();
    law.copied('old', hqAt(2, false) as never);
    law.copied('new', hqAt(3, true) as never);
    law.restored(back, hqAt(2, false, 'h2') as never);
    law.touch(diskWith([row], 0, knew) as never);
    law.touch(diskWith([], 3, hears) as never);
    const end = () => law.checkEnd([diskWith([])] as never, hqAt(3, false, 'h2') as never);
    if (isLost) end();
    else expect(end).toThrow(/not at HQ/);
  });
});

test('ids are one person as they were linked, and separate again without the others', () => {
  const people = createPeople();
  people.link('a', 'b');
  people.link('b', 'c');
  expect(people.idsOf('a')).toEqual(['a', 'b', 'c']);
  people.unlink('a');
  expect(people.idsOf('a')).toEqual(['a']);
  expect(people.idsOf('c')).toEqual(['b', 'c']);
  expect(people.everOf('c')).toEqual(['a', 'b', 'c']);
});

test('only what a till paid back for sales that HQ does not know is missing from its sums', () => {
  const refund = (sale: string, member: string, amount: number) => ({ sale, member, amount });
  const till = { all: () => [refund('s', 'm', 100), refund('t', 'm', 20), refund('t', 'm', 3), refund('t', 'n', 7)] as never };
  const unplaced = unplacedRefundsOf(till, { all: () => [{ id: 's' }] as never });
  expect(unplaced.entries()).toEqual([
    ['m', 23],
    ['n', 7],
  ]);
});
