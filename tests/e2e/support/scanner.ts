import type { CDPSession, Page } from 'playwright-core';

export type ScannerOptions = {
  /** Between two characters, by the events' own time, however busy the machine is. */
  readonly gapMs?: number;
  readonly end?: 'Enter' | 'Tab' | 'none';
  /** So many times in a row, the scanner's trigger held. */
  readonly times?: number;
};

type Key = { readonly key: string; readonly text?: string; readonly code?: string; readonly keyCode: number; readonly modifiers?: number };

const PAUSE_MS = 150;

const ENDS = { Enter: { key: 'Enter', code: 'Enter', text: '\r', keyCode: 13 }, Tab: { key: 'Tab', code: 'Tab', keyCode: 9 } } as const;

/** Types like a keyboard wedge, wherever the focus is. GS between the fields of a code comes as Ctrl+], as scanners send it. */
export async function typeLikeScanner(
  page: Page,
  text: string,
  { gapMs = 8, end = 'Enter', times = 1 }: ScannerOptions = {},
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    const once = [...Array.from(text, keyOf), ...(end === 'none' ? [] : [ENDS[end]])];
    const keys = Array.from({ length: times }, () => once).flat();
    // No key is typed in the future, and none before what was typed last.
    const takesMs = keys.length * gapMs;
    await new Promise((resolve) => setTimeout(resolve, takesMs + PAUSE_MS));
    const startedAt = Date.now() - takesMs;
    await Promise.all(keys.map(async (key, i) => press(session, key, (startedAt + i * gapMs) / 1000)));
  } finally {
    await session.detach();
  }
}

/** The order of the calls is the order of the keys. */
async function press(session: CDPSession, { key, text, code = '', keyCode, modifiers = 0 }: Key, timestamp: number): Promise<void> {
  const common = { key, code, windowsVirtualKeyCode: keyCode, modifiers, timestamp };
  const down = { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...common, ...(text === undefined ? {} : { text }) } as const;
  await Promise.all([session.send('Input.dispatchKeyEvent', down), session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common })]);
}

function keyOf(character: string): Key {
  const code = character.codePointAt(0) ?? 0;
  if (code < 32) return { key: String.fromCodePoint(code + 64).toLowerCase(), keyCode: code + 64, modifiers: 2 };
  return { key: character, text: character, keyCode: character.toUpperCase().codePointAt(0) ?? 0 };
}
