import type { CDPSession, Page } from 'playwright-core';

export type ScannerOptions = {
  /** Between two characters, by the events' own time, however busy the machine is. */
  readonly gapMs?: number;
  readonly end?: 'Enter' | 'Tab' | 'none';
};

type Key = { readonly key: string; readonly text?: string; readonly code?: string; readonly keyCode: number; readonly modifiers?: number };

const ENDS = { Enter: { key: 'Enter', code: 'Enter', text: '\r', keyCode: 13 }, Tab: { key: 'Tab', code: 'Tab', keyCode: 9 } } as const;

/** Types like a keyboard wedge, wherever the focus is. GS between the fields of a code comes as Ctrl+], as scanners send it. */
export async function typeLikeScanner(page: Page, text: string, { gapMs = 8, end = 'Enter' }: ScannerOptions = {}): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    const keys = [...Array.from(text, keyOf), ...(end === 'none' ? [] : [ENDS[end]])];
    const startedAt = Date.now() - keys.length * gapMs;
    for (const [i, key] of keys.entries()) await press(session, key, (startedAt + i * gapMs) / 1000);
  } finally {
    await session.detach();
  }
}

async function press(session: CDPSession, { key, text, code = '', keyCode, modifiers = 0 }: Key, timestamp: number): Promise<void> {
  const common = { key, code, windowsVirtualKeyCode: keyCode, modifiers, timestamp };
  await session.send('Input.dispatchKeyEvent', {
    type: text === undefined ? 'rawKeyDown' : 'keyDown',
    ...common,
    ...(text === undefined ? {} : { text }),
  });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

function keyOf(character: string): Key {
  const code = character.codePointAt(0) ?? 0;
  if (code < 32) return { key: String.fromCodePoint(code + 64).toLowerCase(), keyCode: code + 64, modifiers: 2 };
  return { key: character, text: character, keyCode: character.toUpperCase().codePointAt(0) ?? 0 };
}
