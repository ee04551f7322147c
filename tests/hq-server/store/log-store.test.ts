import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unixMs } from '@jifen/core';
import { createFieldCipher, newKey } from '@jifen/platform';
import { GENESIS_HASH, ZERO_HLC } from '@jifen/sync';
import { createHqLogStore } from '../../../apps/hq-server/src/server/store/hq-log-store.ts';
import { openStore } from '../../../apps/hq-server/src/server/store/open-store.ts';
import { type StoreUnderTest, testLogStore } from '../../store/log-store-contract.ts';
import { writer } from '../../support/build-log.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const random = seededRandom(3);
const cipher = createFieldCipher({ dataKey: newKey(random), indexKey: newKey(random) }, (size) => random.bytes(size));

async function open(path: string): Promise<StoreUnderTest> {
  const store = await openStore({ path });
  const log = createHqLogStore(store, { writer, cipher, clock: () => unixMs(1_800_000_000_000) });
  const close = () => store.db.destroy();
  return {
    log,
    rights: log,
    close,
    reopen: async () => {
      await close();
      return await open(path);
    },
  };
}

testLogStore('HQ', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'jifen-hq-log-')), 'hq.db');
  const store = await openStore({ path });
  const zero = unixMs(0);
  await store.db
    .insertInto('incarnation')
    .values({
      branch_id: writer.branch,
      incarnation: writer.incarnation,
      terminal_id: null,
      state: 'active',
      state_reason: null,
      state_since: zero,
      last_seq: 0,
      last_hash: GENESIS_HASH,
      last_hlc: ZERO_HLC,
      last_settle_at: zero,
      head_seq: 0,
      previous_incarnation: null,
      reported_epoch: null,
      waived_epoch: null,
      safe_seq: 0,
      first_seen_at: zero,
      last_exchange_at: null,
      request_no: 0,
      request_run: '',
      resting_until: zero,
      app: null,
    })
    .execute();
  await store.db.destroy();
  return await open(path);
});
