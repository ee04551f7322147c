import { createI18n, formatIn, type Language } from '@jifen/ui';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { StatementEntry } from '../../../apps/hq-server/src/portal/queries.ts';
import { describeEntry, findBonus } from '../../../apps/hq-server/src/portal/statement/describe-entry.ts';
import { statementWords } from '../../../apps/hq-server/src/portal/statement/words.ts';

beforeAll(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
});
afterAll(() => vi.unstubAllGlobals());

async function tell(explanation: StatementEntry['explanation'], points = 1, language: Language = 'zh-CN') {
  const i18n = createI18n([statementWords]);
  await i18n.changeLanguage(language);
  return describeEntry({ explanation, points }, { t: i18n.t, format: formatIn(language) });
}

test.each([
  [{ kind: 'sale', totalFen: 8_780, ruleVersion: 1 }, '消费 ¥87.80'],
  [{ kind: 'sale', totalFen: 8_780 }, '消费 ¥87.80，没有可积分的部分'],
  [{ kind: 'refund', amountFen: 500, isVoid: false }, '退货 ¥5.00'],
  [{ kind: 'refund', amountFen: 500, isVoid: true }, '作废一单 ¥5.00'],
  [{ kind: 'redemption', rewardName: '洋槐蜂蜜', quantity: 2 }, '换了 洋槐蜂蜜，2 件'],
  [{ kind: 'redemption_refund', quantity: 1 }, '退回换的礼品 1 件，积分还给您'],
  [{ kind: 'adjustment', reason: '补偿' }, '总店调整：补偿'],
  [{ kind: 'expiry' }, '到期的积分'],
  [{ kind: 'opening' }, '从原来的会员系统转入'],
  [{ kind: 'attached' }, '办卡前的消费补积分'],
  [{ kind: 'something_new' }, '积分变动'],
  [null, '积分变动'],
])('%j reads as %s', async (explanation, text) => {
  expect(await tell(explanation)).toBe(text);
});

test('a settlement is told by its sign', async () => {
  expect(await tell({ kind: 'settlement' }, 30)).toBe('等级或活动的积分补上');
  expect(await tell({ kind: 'settlement' }, -30)).toBe('结算更正');
  expect(await tell({ kind: 'settlement' }, -30, 'en')).toBe('Corrected by settlement');
});

test.each([
  ['nothing at the ordinary rate', { kind: 'sale', tierBp: 10_000, lines: [{ rateBp: 10_000 }] }, null],
  ['the tier', { kind: 'sale', tierBp: 15_000, lines: [{ rateBp: 15_000 }] }, { tierBp: 15_000, hasCampaign: false }],
  ['a campaign', { kind: 'sale', tierBp: 10_000, lines: [{ rateBp: 10_000 }, { rateBp: 20_000 }] }, { tierBp: 10_000, hasCampaign: true }],
  ['nothing where nothing earns', { kind: 'sale' }, null],
  ['nothing of what is no sale', { kind: 'adjustment', tierBp: 20_000 }, null],
])('what gave more than a point per yuan: %s', (_, explanation, bonus) => {
  expect(findBonus({ explanation })).toEqual(bonus);
});
