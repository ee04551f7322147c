import { readFileSync } from 'node:fs';
import { must } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  BRANCH_BODIES,
  exchangeRequestSchema,
  exchangeResponseSchema,
  FEED_TOPICS,
  HQ_BODIES,
  parsePostings,
  PROTOCOL_VERSION,
  readBranchBody,
  readFeedRow,
  unpackBatch,
} from '@jifen/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { goldenMessages } from '../../support/golden-messages.ts';

/** Change it only together with `PROTOCOL_VERSION`, a new folder of golden files, and code that still reads the old ones. */
const FINGERPRINT_BY_VERSION: Readonly<Record<number, string>> = { 1: 'b0e84868f94f3d2b', 2: '33002ffd2b81b4b3', 3: '6f0622b0ab549f65' };

const VERSIONS = [1, 2, 3] as const;

function readGolden(version: number, name: string): unknown {
  return JSON.parse(readFileSync(`tests/fixtures/protocol/v${version}/${name}.json`, 'utf8'));
}

function fingerprintOf(schemas: readonly z.ZodType[]): string {
  return sha256(JSON.stringify(schemas.map((schema) => z.toJSONSchema(schema, { unrepresentable: 'any' })))).slice(0, 16);
}

test('[W2] a change of the messages asks for a new protocol version', () => {
  const bodies = Object.values(BRANCH_BODIES).map((versions) => versions[1]);
  expect(
    fingerprintOf([exchangeRequestSchema, exchangeResponseSchema, ...bodies, ...Object.values(HQ_BODIES), ...Object.values(FEED_TOPICS)]),
  ).toBe(FINGERPRINT_BY_VERSION[PROTOCOL_VERSION]);
});

test('[W2] the present code writes the messages of its version as the golden files have them', () => {
  const { request, responses } = goldenMessages();
  expect(JSON.parse(JSON.stringify(request))).toEqual(readGolden(PROTOCOL_VERSION, 'exchange-request'));
  expect(JSON.parse(JSON.stringify(responses))).toEqual(readGolden(PROTOCOL_VERSION, 'exchange-responses'));
});

test.each(VERSIONS)('[W2] the golden request of version %i is read to the last field: chain, postings and bodies', (version) => {
  const request = exchangeRequestSchema.parse(readGolden(version, 'exchange-request'));
  const unpacked = unpackBatch(request.batch, sha256);
  const count = request.batch.events.length;
  expect(unpacked).toEqual({ ok: true, value: goldenMessages().events.slice(0, count) });
  if (!unpacked.ok) return;
  expect(new Set(unpacked.value.map(({ envelope }) => envelope.type))).toEqual(new Set(Object.keys(request.types)));
  for (const { envelope } of unpacked.value) {
    expect(readBranchBody(envelope)).toMatchObject({ kind: 'known', event: { type: envelope.type } });
    expect(parsePostings(envelope.postings, request.batch).ok).toBe(true);
  }
});

test.each(VERSIONS)('[W2] the golden answers of version %i are read', (version) => {
  const responses = z.array(exchangeResponseSchema).parse(readGolden(version, 'exchange-responses'));
  expect(responses.map(({ kind }) => kind)).toEqual(['applied', 'rewind', 'challenge', 'refused']);
});

test('[W2] what version 2 added reads as nothing in a message of version 1', () => {
  const request = exchangeRequestSchema.parse(readGolden(1, 'exchange-request'));
  expect(request).toMatchObject({ recovery: null, asks: [], taken: [] });
  const [applied] = z.array(exchangeResponseSchema).parse(readGolden(1, 'exchange-responses'));
  expect(applied).toMatchObject({
    recovery: null,
    releases: [],
    receipts: [],
    asked: [],
    isDraining: false,
    isCursorGone: false,
    feedHead: 0,
  });
});

test('[W2] what version 3 added reads as nothing in a message of version 2', () => {
  expect(exchangeRequestSchema.parse(readGolden(2, 'exchange-request'))).toMatchObject({ requestNo: null, runs: [] });
  const [applied] = z.array(exchangeResponseSchema).parse(readGolden(2, 'exchange-responses'));
  expect(applied).toMatchObject({ feedHead: 0 });
});

test('[W2] the newest version knows every event that a branch writes', () => {
  const request = exchangeRequestSchema.parse(readGolden(PROTOCOL_VERSION, 'exchange-request'));
  expect(Object.keys(request.types).toSorted()).toEqual(Object.keys(BRANCH_BODIES).toSorted());
});

test('[W3] a body of an unknown type or version is deferred, a known one of a wrong shape is malformed', () => {
  const event = must(goldenMessages().events[0], 'event').envelope;
  expect(readBranchBody({ ...event, typeVersion: 2 })).toEqual({ kind: 'unknown_version' });
  expect(readBranchBody({ ...event, type: 'shelf_painted' })).toEqual({ kind: 'unknown_version' });
  expect(readBranchBody({ ...event, type: 'constructor' })).toEqual({ kind: 'unknown_version' });
  expect(readBranchBody({ ...event, body: {} })).toEqual({ kind: 'malformed' });
});

test('[W4] a feed row of an unknown topic or shape is not read, and is no error', () => {
  expect(readFeedRow({ gseq: 1, topic: 'something_new', key: '1', data: { later: true } })).toBeNull();
  expect(readFeedRow({ gseq: 1, topic: 'rule', key: '1', data: { version: 'x' } })).toBeNull();
});
