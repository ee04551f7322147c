import { unixMs } from '@jifen/core';
import { generateKeyPair, signText } from '@jifen/platform';
import { enrolResponseSchema } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolBody, HQ_URL, issueCode, openSyncHq, sendEnrol, type SyncHq } from './sync-hq.ts';

let hq: SyncHq;
beforeEach(async () => {
  hq = await openSyncHq();
});
afterEach(() => hq.close());

async function terminals(): Promise<number> {
  return (await hq.hq.context.db.selectFrom('terminal').select('terminal_id').execute()).length;
}

test('a code makes one terminal with its own run of card numbers', async () => {
  const first = await sendEnrol(hq, enrolBody(await issueCode(hq, 'b1'), generateKeyPair()));
  const second = await sendEnrol(hq, enrolBody(await issueCode(hq, 'b2'), generateKeyPair()));
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(enrolResponseSchema.safeParse(first.body).success).toBe(true);
  expect([first.body.branch, first.body.branchName, second.body.branch]).toEqual(['b1', 'Branch b1', 'b2']);
  expect(first.body.cardBlock).not.toBe(second.body.cardBlock);
  expect(first.body.indexKey).toBe(second.body.indexKey);
});

test('of fifty tries at once with one code one makes a terminal', async () => {
  const code = await issueCode(hq, 'b1');
  const replies = await Promise.all(Array.from({ length: 50 }, () => sendEnrol(hq, enrolBody(code, generateKeyPair()))));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await terminals()).toBe(1);
});

test('the same key gets the same answer again when the first was lost', async () => {
  const code = await issueCode(hq, 'b1');
  const keys = generateKeyPair();
  const first = await sendEnrol(hq, enrolBody(code, keys));
  expect((await sendEnrol(hq, enrolBody(code, keys))).body).toEqual(first.body);
  expect(await terminals()).toBe(1);
  await hq.hq.context.db
    .updateTable('terminal')
    .set({ state: 'revoked', revoked_at: unixMs(hq.now) })
    .execute();
  expect((await sendEnrol(hq, enrolBody(code, keys))).body.error?.code).toBe('enrolment_failed');
});

test('a code that is wrong, old or used up gives one answer', async () => {
  const keys = generateKeyPair();
  const old = await issueCode(hq, 'b1', 'OLD0-0000-0000-0000');
  hq.advance(600_001);
  const used = await issueCode(hq, 'b1', 'USED-0000-0000-0000');
  await sendEnrol(hq, enrolBody(used, generateKeyPair()));
  for (const code of [old, used, 'NEVER-ISSUED-CODE']) {
    const { status, body } = await sendEnrol(hq, enrolBody(code, keys));
    expect([status, body.error]).toEqual([422, { code: 'enrolment_failed' }]);
  }
  expect(await terminals()).toBe(1);
});

test('a code dies after five tries without the key', async () => {
  const code = await issueCode(hq, 'b1');
  const keys = generateKeyPair();
  const stolen = enrolBody(code, generateKeyPair(), { publicKey: keys.publicKey });
  for (let i = 0; i < 5; i += 1) expect((await sendEnrol(hq, stolen)).body.error?.code).toBe('enrolment_failed');
  hq.advance(60_000);
  expect((await sendEnrol(hq, enrolBody(code, keys))).body.error?.code).toBe('enrolment_failed');
  expect(await terminals()).toBe(0);
});

test('what was shown to another server does not enrol here', async () => {
  const code = await issueCode(hq, 'b1');
  const keys = generateKeyPair();
  const proof = Buffer.from(signText(keys, `${code}\nhttps://evil.example`), 'base64').toString('base64url');
  expect((await sendEnrol(hq, enrolBody(code, keys, { proof, hqUrl: 'https://evil.example' }))).body.error?.code).toBe('hq_url_differs');
  expect((await sendEnrol(hq, enrolBody(code, keys, { proof, hqUrl: HQ_URL }))).body.error?.code).toBe('enrolment_failed');
});

test('guessing is slowed down', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 8; i += 1) statuses.push((await sendEnrol(hq, enrolBody(`GUESS-${i}-00000000`, generateKeyPair()))).status);
  expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
  expect(statuses).toContain(429);
});

test.each([{}, [], 'x', null, { code: 'short' }])('%j is malformed', async (body) => {
  const reply = await sendEnrol(hq, body);
  expect([reply.status, reply.body.error?.code]).toEqual([400, 'malformed_request']);
});
