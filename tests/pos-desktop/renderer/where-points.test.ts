import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { memberWords } from '../../../apps/pos-desktop/src/renderer/member/words.ts';
import { sentenceOfWhere, wherePoints } from '../../../apps/pos-desktop/src/renderer/member/where-points.ts';

const at = (name: string | null, n: number, isFrozen = false) => ({ name, n, isFrozen });
const balances = { points: 5000, debt: 0, usableHere: 1200, elsewhere: 3800, places: [at('朝阳店', 3000), at(null, 800)] };

test.each([
  ['nothing to say of nothing', { points: 0, usableHere: 0, elsewhere: 0, places: [] }, { kind: 'none' }],
  ['all are here', { usableHere: 5000, elsewhere: 0, places: [] }, { kind: 'all_here' }],
  ['a debt takes all that is here', { points: 50, debt: 80, usableHere: 0, elsewhere: 0, places: [] }, { kind: 'owed', debt: 80 }],
  ['the rest can come', {}, { kind: 'movable', names: ['朝阳店', null], isMore: false }],
  ['the rest is at HQ', { places: [at(null, 3800)] }, { kind: 'movable', names: [null], isMore: false }],
  [
    'three names are enough',
    { places: 'abcd'.split('').map((name) => at(name, 950)) },
    { kind: 'movable', names: ['a', 'b', 'c'], isMore: true },
  ],
  ['the rest is lost for now', { places: [at('海淀店', 3800, true)] }, { kind: 'frozen', frozen: 3800, frozenNames: ['海淀店'] }],
  [
    'some of it is',
    { places: [at('朝阳店', 3000), at('海淀店', 800, true)] },
    { kind: 'partly_frozen', names: ['朝阳店'], isMore: false, frozen: 800, frozenNames: ['海淀店'] },
  ],
  [
    'never more is frozen than there is',
    { elsewhere: 100, places: [at('a', 800, true)] },
    { kind: 'frozen', frozen: 100, frozenNames: ['a'] },
  ],
  ['nobody said where', { places: [] }, { kind: 'unknown' }],
])('%s', (_, over, wanted) => {
  expect(wherePoints({ ...balances, ...over } as never)).toEqual(wanted);
});

async function speakerIn(language: 'zh-CN' | 'en') {
  const i18n = createInstance();
  const resources = { [language]: { translation: memberWords[language] } };
  await i18n.init({ lng: language, fallbackLng: false, resources, interpolation: { escapeValue: false } });
  return (over: object) =>
    sentenceOfWhere(
      { ...balances, ...over } as never,
      (key, values) => i18n.t(key, values ?? {}),
      (n) => n.toLocaleString('en'),
    );
}

test('the sentence says how many, how many here, where the rest is, and what to do', async () => {
  const zh = await speakerIn('zh-CN');
  expect(zh({})).toBe(
    '共 5,000 积分，本店现在可用 1,200；其余 3,800 在朝阳店、总店。联网时兑换会自动调回；断网时请会员打开手机页面取授权码。',
  );
  expect(zh({ places: [at('海淀店', 3800, true)] })).toContain('失联的海淀店');
  expect(zh({ points: 0, usableHere: 0, elsewhere: 0, places: [] })).toBeNull();
});

test('every case has its words in both languages', async () => {
  const cases = [
    {},
    { usableHere: 5000, elsewhere: 0, places: [] },
    { points: 50, debt: 80, usableHere: 0, elsewhere: 0, places: [] },
    { places: [at('a', 3800, true)] },
    { places: [at('a', 3000), at('b', 800, true)] },
    { places: [] },
    { places: 'abcd'.split('').map((name) => at(name, 950)) },
  ];
  for (const language of ['zh-CN', 'en'] as const) {
    const speak = await speakerIn(language);
    for (const of of cases) {
      expect(speak(of)).not.toMatch(/member\.where|\{\{/);
      expect((speak(of) ?? '').length).toBeGreaterThan(8);
    }
  }
});
