import { defineWords, errorEn, errorZhCn, sentenceOfError, type ErrorAnswer, type Language } from '@jifen/ui';
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';

const words = defineWords({ error: errorZhCn }, { error: errorEn });

async function say(answer: ErrorAnswer, language: Language): Promise<string> {
  const instance = createInstance();
  const resources = { 'zh-CN': { translation: words['zh-CN'] }, en: { translation: words.en } };
  const t = await instance.init({ lng: language, resources, interpolation: { escapeValue: false } });
  return sentenceOfError(answer, { t, language });
}

test.each([
  [{ code: 'tenders_do_not_cover_total', missingFen: 123_456 }, '还差 ¥1,234.56 没有收。请补足支付金额。'],
  [{ code: 'insufficient_points', shortBy: 6_720 }, '可用积分还差 6,720 分。请减少数量，或联网后再试以调来其他门店的积分。'],
  [{ code: 'line_amount_out_of_range', line: 0 }, '第 1 行金额不对。请修改这一行。'],
  [{ code: 'too_many_tries', retryAfterMs: 29_001 }, '尝试次数太多，请等待 30 秒后再试。'],
  [{ code: 'duplicate_phone', existing: { id: 'm1', name: '王*' } }, '手机号已被会员“王*”使用。请直接使用该会员，或换一个手机号。'],
  [{ code: 'duplicate_phone' }, '这个手机号已是另一位会员的。请核对，或换一个手机号。'],
  [{ code: 'insufficient_stock', inStock: 2 }, '库存只有 2 件。请减少数量或换一个礼品。'],
  [{ code: 'name_empty' }, '姓名不能为空。请填写姓名。'],
])('%o names its details by their units', async (answer, sentence) => {
  expect(await say(answer, 'zh-CN')).toBe(sentence);
});

test('a code that this build does not know shows itself', async () => {
  expect(await say({ code: 'from_the_future' }, 'zh-CN')).toBe('操作没有完成（代码 from_the_future）。请重试；仍不行请把代码告诉总店。');
  expect(await say({ code: 'from_the_future' }, 'en')).toContain('from_the_future');
});

test('markup in a detail stays text', async () => {
  const name = '<img src=x onerror=alert(1)>';
  expect(await say({ code: 'duplicate_card', existing: { id: 'm1', name } }, 'en')).toBe(
    `This card belongs to member "${name}". Use another card.`,
  );
});
