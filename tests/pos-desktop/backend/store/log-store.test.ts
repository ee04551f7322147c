import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFieldCipher, systemRandom } from '@jifen/platform';
import { createBranchLogStore } from '@jifen/pos-desktop/store';
import { afterAll } from 'vitest';
import { insertEnrolment, insertIncarnation } from '../../../../apps/pos-desktop/src/backend/store/incarnation.ts';
import { closeBranchStore, openBranchStore } from '../../../../apps/pos-desktop/src/backend/store/open-branch-store.ts';
import { testLogStore, type StoreUnderTest } from '../../../store/log-store-contract.ts';
import { writer } from '../../../support/build-log.ts';

const folders: string[] = [];
const key = Buffer.alloc(32, 1).toString('base64url');

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function openOn(folder: string): Promise<StoreUnderTest> {
  const store = await openBranchStore({ dataFolder: folder });
  const cipher = createFieldCipher({ dataKey: key, indexKey: key }, (size) => systemRandom.bytes(size));
  const both = createBranchLogStore(store, { incarnation: writer.incarnation, cipher });
  const close = () => Promise.resolve(closeBranchStore(store));
  return {
    log: both,
    rights: both,
    reopen: async () => {
      await close();
      return openOn(folder);
    },
    close,
  };
}

testLogStore('the branch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-log-'));
  folders.push(folder);
  const store = await openBranchStore({ dataFolder: folder });
  store.transaction((trx) => {
    insertEnrolment(trx, {
      terminal: '0190d000-0000-7000-8000-000000000001' as never,
      terminal_name: 'till',
      branch: writer.branch,
      branch_name: 'B1',
      hq_url: 'http://hq.test',
      hq_public_key: '',
      card_block: 1,
      next_serial: 0,
      enrolled_at: 0 as never,
    });
    insertIncarnation(trx, { incarnation: writer.incarnation, openedAt: 0 as never });
  });
  closeBranchStore(store);
  return openOn(folder);
});
