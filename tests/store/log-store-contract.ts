import { must } from '@jifen/core';
import { canonicalJson, GENESIS_HASH, type LogStore, type RightsStore, rightsOf } from '@jifen/sync';
import { expect, test } from 'vitest';
import { draftOf, idOf, logOf, member, never, sealAll } from '../support/build-log.ts';

export type StoreUnderTest = {
  readonly log: LogStore;
  readonly rights: RightsStore;
  /** Closes the store and opens it again on the same files. */
  reopen(): Promise<StoreUnderTest>;
  close(): Promise<void>;
};

/** What every store that keeps an incarnation's log must do. `open` gives a fresh, empty store whose writer is `writer`. */
export function testLogStore(name: string, open: () => Promise<StoreUnderTest>): void {
  const withStore = (title: string, check: (store: StoreUnderTest) => Promise<StoreUnderTest | void>) => {
    test(`${name}: ${title}`, async () => {
      const store = await open();
      const last = (await check(store)) ?? store;
      await last.close();
    });
  };

  withStore('[L3] an empty log ends at seq 0 with the genesis hash', async ({ log }) => {
    expect(await log.readHead()).toEqual({ seq: 0, hash: GENESIS_HASH });
    expect(await log.readAfter(0, 10)).toEqual([]);
  });

  withStore('[L2] what is read is what was written, to the byte, also after opening again', async (store) => {
    const events = logOf(7);
    await store.log.append(events.slice(0, 3));
    await store.log.append(events.slice(3));
    const again = await store.reopen();
    expect(canonicalJson((await again.log.readAfter(0, 100)) as never)).toBe(canonicalJson(events as never));
    expect(await again.log.readHead()).toEqual({ seq: 7, hash: must(events[6], 'event').envelope.hash });
    return again;
  });

  withStore('[L3] reading goes on after any seq and stops at the limit', async ({ log }) => {
    const events = logOf(9);
    await log.append(events);
    expect((await log.readAfter(4, 3)).map(({ envelope }) => envelope.seq)).toEqual([5, 6, 7]);
    expect(await log.readAfter(9, 3)).toEqual([]);
  });

  withStore('[L3] a gap is refused and leaves nothing behind', async ({ log }) => {
    const events = logOf(5);
    await log.append(events.slice(0, 2));
    await expect(Promise.resolve().then(() => log.append(events.slice(3)))).rejects.toThrow();
    expect((await log.readHead()).seq).toBe(2);
  });

  withStore('[L3] a fork is refused and leaves nothing behind', async ({ log }) => {
    const events = logOf(3);
    await log.append(events);
    const fork = sealAll([draftOf(50), draftOf(51), draftOf(52), draftOf(53)]).slice(3);
    await expect(Promise.resolve().then(() => log.append(fork))).rejects.toThrow();
    expect(await log.readHead()).toEqual({ seq: 3, hash: must(events[2], 'event').envelope.hash });
  });

  withStore('[L5] an id stands once for ever', async ({ log }) => {
    const [first, second] = sealAll([draftOf(1), draftOf(1)]);
    await log.append([must(first, 'event')]);
    await expect(Promise.resolve().then(() => log.append([must(second, 'event')]))).rejects.toThrow();
    expect((await log.readHead()).seq).toBe(1);
  });

  withStore('[L5] an event is found by its id', async ({ log }) => {
    const events = logOf(3);
    await log.append(events);
    expect(await log.findById(idOf(2))).toEqual(events[1]);
    expect(await log.findById(idOf(99))).toBeNull();
  });

  withStore('[L4] erasing a private part removes it and leaves the chain as it was', async ({ log }) => {
    const events = logOf(4);
    await log.append(events);
    await log.erasePrivate(idOf(4));
    const read = await log.readAfter(0, 10);
    expect(read.map(({ envelope }) => envelope)).toEqual(events.map(({ envelope }) => envelope));
    expect(read.map((event) => event.private !== null)).toEqual([true, false, false, false]);
  });

  withStore('[P5] merging rights keeps the larger of each counter, whatever is repeated', async ({ rights }) => {
    const row = { member, vintage: never, granted: 50, earned: 10, restored: 0, spent: 20, clawed: 1, returned: 0 };
    await rights.mergeRights([row]);
    await rights.mergeRights([{ ...row, granted: 40, spent: 30 }]);
    await rights.mergeRights([row, row]);
    const held = must(await rights.findRights({ member, vintage: never }), 'rights');
    expect(held).toEqual({ ...row, spent: 30 });
    expect(rightsOf(held)).toBe(29);
    expect(await rights.listRights(member)).toEqual([held]);
  });

  withStore('[P4] rights of other members and vintages stay apart', async ({ rights }) => {
    const row = { member, vintage: never, granted: 5, earned: 0, restored: 0, spent: 0, clawed: 0, returned: 0 };
    await rights.mergeRights([row, { ...row, vintage: '2030-01' as never, granted: 7 }]);
    expect(
      (await rights.listRights(member))
        .map(({ vintage, granted }) => [vintage, granted])
        .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['2030-01', 7],
      ['never', 5],
    ]);
    expect(await rights.findRights({ member, vintage: '2031-01' as never })).toBeNull();
  });
}
