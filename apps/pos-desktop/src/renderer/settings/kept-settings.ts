import type { TillSettings } from '../api/model.ts';
import { DEFAULT_SCANNER } from '../scan/burst.ts';

/** What a till does that was never set. */
const DEFAULT_SETTINGS: TillSettings = { keys: {}, scanner: DEFAULT_SCANNER, isLargeText: false, isHighContrast: false };

const KEY = 'jifen.till.settings';

/** The settings as they were last read, for the pages before anybody signed in: letters, contrast, the scanner. */
export function readKeptSettings(): TillSettings {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isSettings(value) ? value : DEFAULT_SETTINGS;
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export function keepSettings(settings: TillSettings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

function isSettings(value: unknown): value is TillSettings {
  return (
    typeof value === 'object' && value !== null && 'keys' in value && 'scanner' in value && isRecord(value.keys) && isRecord(value.scanner)
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
