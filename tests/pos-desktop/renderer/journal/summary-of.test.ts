import { BRANCH_BODIES, type BranchEventType } from '@jifen/sync';
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { eventIcons } from '../../../../apps/pos-desktop/src/renderer/journal/journal-look.ts';
import { summaryOf } from '../../../../apps/pos-desktop/src/renderer/journal/summary-of.ts';
import { tillWords } from '../../../../apps/pos-desktop/src/renderer/words.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
const bodies = BRANCH_BODIES;

async function speak(language: (typeof LANGUAGES)[number]) {
  const i18n = createInstance();
  const translation = Object.fromEntries(tillWords.flatMap((words) => Object.entries(words[language])));
  await i18n.init({ lng: language, fallbackLng: false, resources: { [language]: { translation } } });
  return i18n;
}

/** Every word that the journal's summary of a type can hold, as the event's own shape names them. */
const wordsByType: Partial<Record<BranchEventType, readonly string[]>> = {
  member_updated: bodies.member_updated[1].shape.fields.unwrap().element.options,
  stock_adjusted: bodies.stock_adjusted[1].shape.reason.options,
  order_released: bodies.order_released[1].shape.reason.options,
  rights_returned: bodies.rights_returned[1].shape.reason.options,
  incarnation_opened: bodies.incarnation_opened[1].shape.reason.options,
  incarnation_closed: bodies.incarnation_closed[1].shape.reason.options,
  cash_moved: bodies.cash_moved[1].options.flatMap(({ shape }): readonly string[] => shape.reason.options),
  drawer_opened: bodies.drawer_opened[1].shape.reason.options,
  override_given: bodies.override_given[1].shape.operation.options,
};

test.each(LANGUAGES)('every event that a branch writes has its sign and its name in %s', async (language) => {
  const i18n = await speak(language);
  const types = [...Object.keys(BRANCH_BODIES), 'unknown'].toSorted();
  expect(Object.keys(eventIcons).toSorted()).toEqual(types);
  expect(types.filter((type) => !i18n.exists(`journal.types.${type}`))).toEqual([]);
});

test.each(LANGUAGES)('every reason and field in a summary has its word in %s', async (language) => {
  const i18n = await speak(language);
  for (const [type, words] of Object.entries(wordsByType))
    for (const word of words) {
      const summary = summaryOf({ type: type as BranchEventType, summary: word, receiptNo: null }, i18n.t);
      expect(summary, `${type} ${word}`).not.toMatch(/[._]/);
    }
});

test('a summary that is a name or a number stands as it is, its receipt beside it', async () => {
  const { t } = await speak('zh-CN');
  expect(summaryOf({ type: 'reward_redeemed', summary: 'lost', receiptNo: '15A6-261122-0001' }, t)).toBe('lost · 15A6-261122-0001');
  expect(summaryOf({ type: 'sale_recorded', summary: '15A6-261122-0001', receiptNo: '15A6-261122-0001' }, t)).toBe('15A6-261122-0001');
});
