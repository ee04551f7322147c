/** What of a keyboard event tells which key it was. */
export type KeyStroke = {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
};

/** They only colour the key that follows. */
const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'CapsLock', 'Control', 'Fn', 'Meta', 'NumLock', 'ScrollLock', 'Shift']);
/** Of no use as a name: the input method has it, or the machine does not know it. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'Dead', 'Process', 'Unidentified']);

/**
 * The name of a key with what is held beside it: `F9`, `Shift+F3`, `Alt+1`, `*`. A character counts by itself, however the
 * keyboard makes it, so that `*` is the same on the number pad. Null where nothing can be named.
 */
export function chordOf({ key, code, altKey, ctrlKey, shiftKey, metaKey }: KeyStroke): string | null {
  if (metaKey || MODIFIERS.has(key) || NAMELESS.has(key)) return null;
  const isText = Array.from(key).length === 1;
  // Both together make characters on many keyboards.
  if (isText && altKey && ctrlKey) return null;
  if (isText && !altKey && !ctrlKey) return key.normalize('NFKC');
  const name = isText ? (/^(?:Digit|Key|Numpad)([0-9A-Z])$/.exec(code)?.[1] ?? key.toUpperCase()) : key;
  return `${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${name}`;
}

const SHORT: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Insert: 'Ins',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
};

/** As it is printed on the key. */
export function labelOf(chord: string): string {
  const [last = '', ...held] = partsOf(chord).toReversed();
  return [...held.toReversed(), SHORT[last] ?? last].join('+');
}

/** As `aria-keyshortcuts` wants it. */
export function ariaOf(chord: string): string {
  return partsOf(chord)
    .map((part) => (part === '+' ? 'Plus' : part === 'Ctrl' ? 'Control' : part))
    .join('+');
}

/** Text fields need it themselves: characters, and the keys that move in a text and delete in it. */
export function isOfText(chord: string): boolean {
  const parts = partsOf(chord);
  if (parts.includes('Alt') || parts.includes('Ctrl')) return false;
  const last = parts.at(-1) ?? '';
  return Array.from(last).length === 1 || /^(Arrow\w+|Delete|Insert|Home|End|Backspace)$/.test(last);
}

/** A character alone: while no text field has the focus it may be the first of a scan. */
export function isCharacter(chord: string): boolean {
  return Array.from(chord).length === 1;
}

/** `Ctrl++` is a plus with Ctrl held. */
function partsOf(chord: string): readonly string[] {
  if (chord === '+') return ['+'];
  return chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+');
}
