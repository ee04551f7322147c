import { readFileSync } from 'node:fs';
import { enrolRequestSchema, enrolResponseSchema, FEED_TOPICS, feedRowSchema, PROTOCOL_VERSION, readFeedRow } from '@jifen/sync';
import { expect, test } from 'vitest';
import { goldenEnrolment, goldenFeed } from '../../support/golden-feed.ts';

const VERSIONS = [1, 2, 3] as const;

function readGolden(version: number, name: string): unknown {
  return JSON.parse(readFileSync(`tests/fixtures/protocol/v${version}/${name}.json`, 'utf8'));
}

test.each(VERSIONS)('[N1] every row of the golden feed of version %i is read', (version) => {
  const page = readGolden(version, 'feed-page');
  expect(page).toEqual(goldenFeed(version));
  const rows = feedRowSchema.array().parse(page);
  for (const row of rows) if (row.data !== null) expect([row.topic, readFeedRow(row)]).toMatchObject([row.topic, { topic: row.topic }]);
  const summary = rows.flatMap((row) => readFeedRow(row) ?? []).find(({ topic }) => topic === 'summary');
  expect(summary?.data).toMatchObject({ places: { length: version === 1 ? 0 : 2 } });
});

test('[N1] the newest golden feed has every topic', () => {
  const topics = feedRowSchema
    .array()
    .parse(readGolden(PROTOCOL_VERSION, 'feed-page'))
    .map(({ topic }) => topic);
  expect(new Set(topics)).toEqual(new Set(Object.keys(FEED_TOPICS)));
});

test.each(VERSIONS)('[N1] the golden enrolment of version %i is read', (version) => {
  const { request, response } = goldenEnrolment();
  expect(enrolRequestSchema.parse(readGolden(version, 'enrol-request'))).toEqual(request);
  expect(enrolResponseSchema.parse(readGolden(version, 'enrol-response'))).toEqual(response);
});
