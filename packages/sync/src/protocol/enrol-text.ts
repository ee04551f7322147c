/**
 * What a till scans to be enrolled: where HQ is, a code for one use, and by what HQ is known. On paper or on a screen, such as
 * `JFE1|https://hq.example|7K3M-9Q2X-…|5f1c…`.
 */
export type EnrolText = {
  readonly hqUrl: string;
  readonly code: string;
  /** The beginning of the SHA-256 of HQ's public key, in hex: a till that is answered by another HQ takes no part. */
  readonly hqKey: string;
};

const KIND = 'JFE1';
const KEY_DIGITS = 32;

export function hqKeyOf(hqPublicKey: string, sha256: (text: string) => string): string {
  return sha256(hqPublicKey).slice(0, KEY_DIGITS);
}

export function formatEnrolText({ hqUrl, code, hqKey }: EnrolText): string {
  return [KIND, hqUrl, code, hqKey].join('|');
}

/** Null: no such text, or one that is cut off. */
export function parseEnrolText(text: string): EnrolText | null {
  const [kind, hqUrl = '', code = '', hqKey = '', ...more] = text.normalize('NFKC').trim().split('|');
  const isWhole = kind?.toUpperCase() === KIND && hqUrl !== '' && code !== '' && more.length === 0;
  return isWhole && /^[0-9a-f]{32}$/i.test(hqKey) ? { hqUrl, code, hqKey: hqKey.toLowerCase() } : null;
}
