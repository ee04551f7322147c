import { expect, test } from 'vitest';
import { feedMember, feedSummary, LI, openSellingTill, ZHANG } from '../../support/test-till.ts';

const chaoyang = { id: 'chaoyang', name: '朝阳店', address: '', contact: '', openingHours: '', promotions: '', utcOffsetMinutes: 480 };

test('a member’s points elsewhere are told by place: the branch’s name, HQ without one, what is out of reach marked', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  till.hq.feed('branch', 'chaoyang', chaoyang);
  const places = [
    { branch: 'chaoyang', n: 300, isFrozen: false },
    { branch: null, n: 150, isFrozen: false },
    { branch: 'haidian', n: 50, isFrozen: true },
  ];
  feedSummary(till, ZHANG, { points: 500, places } as never);
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({
    points: 500,
    elsewhere: 500,
    places: [
      { branch: 'chaoyang', name: '朝阳店', n: 300, isFrozen: false },
      { branch: null, name: null, n: 150, isFrozen: false },
      { branch: 'haidian', name: 'haidian', n: 50, isFrozen: true },
    ],
  });
});

test('the places of merged ids are one person’s', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  feedMember(till, { id: LI, name: '张三' });
  till.hq.feed('branch', 'chaoyang', chaoyang);
  feedSummary(till, ZHANG, { points: 100, places: [{ branch: 'chaoyang', n: 100, isFrozen: false }] } as never);
  feedSummary(till, LI, {
    points: 70,
    places: [
      { branch: 'chaoyang', n: 40, isFrozen: false },
      { branch: null, n: 30, isFrozen: false },
    ],
  } as never);
  till.hq.feed('link', LI, { memberId: LI, into: ZHANG });
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({
    places: [
      { name: '朝阳店', n: 140 },
      { name: null, n: 30 },
    ],
  });
});
