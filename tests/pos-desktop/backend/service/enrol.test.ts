import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@jifen/platform';
import { formatEnrolText, hqKeyOf } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { BRANCH, HQ_URL, TERMINAL } from '../../support/fake-hq.ts';
import { openSellingTill, openTestTill } from '../../support/test-till.ts';

const good = { hqUrl: `${HQ_URL}/`, code: ' GOOD-CODE ', terminalName: '收银台一' };

test('enrolment makes this database a branch’s till and begins its log', async () => {
  const till = await openTestTill();
  expect((await till.post('/api/enrol', good)).body).toMatchObject({
    enrolled: true,
    branch: { id: BRANCH, name: '东门店' },
    terminal: { id: TERMINAL, name: '收银台一' },
  });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(till.hq.events.map(({ envelope }) => [envelope.seq, envelope.type, envelope.body['reason']])).toEqual([
    [1, 'incarnation_opened', 'enrolled'],
  ]);
  await till.reopen();
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: true, terminal: { name: '收银台一' } });
});

test('HQ’s QR code says all: where, the code, and by what HQ is known', async () => {
  const till = await openTestTill();
  const hqKey = hqKeyOf(till.hq.signing.publicKey, sha256);
  const code = formatEnrolText({ hqUrl: HQ_URL, code: 'GOOD-CODE', hqKey });
  expect((await till.post('/api/enrol', { hqUrl: '', code, terminalName: '收银台一' })).body).toMatchObject({ enrolled: true });
});

test('an HQ that is not the one that issued the code gets no till', async () => {
  const till = await openTestTill();
  const code = formatEnrolText({ hqUrl: HQ_URL, code: 'GOOD-CODE', hqKey: hqKeyOf('somebody else', sha256) });
  expect(await till.post('/api/enrol', { ...good, code })).toMatchObject({ status: 422, body: { error: { code: 'hq_key_wrong' } } });
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: false });
});

test('a second enrolment is refused, also at the same moment', async () => {
  const till = await openTestTill();
  const answers = await Promise.all([till.post('/api/enrol', good), till.post('/api/enrol', good)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await till.post('/api/enrol', good)).body).toEqual({ error: { code: 'already_enrolled' } });
});

test('HQ’s refusal, a dead line and nonsense each have their code, and the till stays as it was', async () => {
  const till = await openTestTill();
  expect(await till.post('/api/enrol', { ...good, code: 'WRONG-CODE' })).toMatchObject({
    status: 422,
    body: { error: { code: 'enrolment_refused', reason: 'enrolment_code_wrong' } },
  });
  expect((await till.post('/api/enrol', { ...good, hqUrl: 'ftp://hq' })).body).toEqual({ error: { code: 'hq_url_malformed' } });
  till.isCut = true;
  expect(await till.post('/api/enrol', good)).toMatchObject({ status: 503, body: { error: { code: 'hq_unreachable' } } });
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: false });
});

test('the keys are files of the own user alone', async () => {
  const till = await openSellingTill();
  expect(statSync(join(till.folder, 'keys', 'device-private-key')).mode & 0o777).toBe(0o600);
});

test('state offers HQ’s address to the person who enrols', async () => {
  const till = await openTestTill();
  expect(bodyOf(await till.get('/api/state'))).toMatchObject({ enrolled: false, hqUrl: null });
});
