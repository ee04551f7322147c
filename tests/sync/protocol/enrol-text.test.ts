import { sha256 } from '@jifen/platform';
import { formatEnrolText, hqKeyOf, parseEnrolText } from '@jifen/sync';
import { expect, test } from 'vitest';

const text = { hqUrl: 'https://hq.example', code: '7K3M-9Q2X', hqKey: hqKeyOf('C'.repeat(43), sha256) };

test('what HQ shows is what the till reads', () => {
  expect(parseEnrolText(formatEnrolText(text))).toEqual(text);
  expect(parseEnrolText(` ${formatEnrolText(text).replace('JFE1', 'jfe1')}\r\n`)).toEqual(text);
});

test('a scanner set to Chinese punctuation and full width is understood', () => {
  expect(parseEnrolText(formatEnrolText(text).replaceAll('|', '｜').replaceAll('7', '７'))?.hqUrl).toBe(text.hqUrl);
});

test.each([
  ['a plain code', '7K3M-9Q2X'],
  ['a text that is cut off', formatEnrolText(text).slice(0, -1)],
  ['a grant', 'JF1|x|y|z'],
  ['one part too many', `${formatEnrolText(text)}|x`],
  ['no address', formatEnrolText({ ...text, hqUrl: '' })],
  ['nothing', ''],
])('%s is no enrolment text', (_, typed) => {
  expect(parseEnrolText(typed)).toBeNull();
});
