import { SMALL, type Look } from './browser.ts';

const LARGE: Look = { width: 1920, height: 1080, scheme: 'light', language: 'zh-CN' };
/** What is left of the smallest screen at 200 %. */
const ZOOMED: Look = { ...SMALL, width: 512, height: 384 };

const EVERY_DAY: readonly Look[] = [SMALL, { ...LARGE, scheme: 'dark', language: 'en' }];
const ZOOMED_TOO: readonly Look[] = [SMALL, { ...ZOOMED, scheme: 'dark', language: 'en' }];
const SMALL_ONES: readonly Look[] = [
  SMALL,
  { ...SMALL, scheme: 'dark' },
  { ...SMALL, language: 'en' },
  { ...SMALL, language: 'en', scheme: 'dark' },
];

/** Where pictures are drawn (`npm run pictures`) every look is walked through; each change sees each theme, language and size once. */
const areAll = process.env['JIFEN_PICTURES'] !== undefined;

export const screenLooks: readonly Look[] = areAll ? [...SMALL_ONES, LARGE, { ...LARGE, scheme: 'dark', language: 'en' }] : EVERY_DAY;
export const keyLooks: readonly Look[] = areAll
  ? [...SMALL_ONES, LARGE, ZOOMED, { ...ZOOMED, scheme: 'dark', language: 'en' }]
  : ZOOMED_TOO;
