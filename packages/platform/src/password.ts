import { hash, hashRaw, verify } from '@node-rs/argon2';
import { must } from '@jifen/core';

/** OWASP's floor for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords and PINs; hashes are argon2id in PHC form. Runs off the main thread. */
export type PasswordHasher = { hash(plain: string): Promise<string>; verify(hashed: string, plain: string): Promise<boolean> };

/** A hash taken apart: `settings` are its kind, cost and salt, which are no secret; `output` is what the plain text gave with them. */
export type HashParts = { readonly settings: string; readonly output: string };

/** A hasher whose outputs can be kept apart from their settings, and made again from a plain text. */
export type PinHasher = PasswordHasher & {
  /** Null: no hash of this hasher. */
  split(hashed: string): HashParts | null;
  outputOf(settings: string, plain: string): Promise<string>;
};

/** Base64 without padding, as in PHC strings. A cost far above ours would only keep the till busy. */
const PHC = /^(\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,86}))\$([A-Za-z0-9+/]{22,86})$/;
const OUTPUT_BYTES = 32;

export const argon2Hasher: PinHasher = {
  hash: (plain) => hash(plain.normalize('NFKC'), options),
  verify: (hashed, plain) => verify(hashed, plain.normalize('NFKC')),
  split: (hashed) => {
    const [, settings, , , , , output] = PHC.exec(hashed) ?? [];
    const isOurs = settings !== undefined && output !== undefined && Buffer.from(output, 'base64').length === OUTPUT_BYTES;
    return isOurs ? { settings, output } : null;
  },
  outputOf: async (settings, plain) => {
    const [, , memory, time, lanes, salt] = must(PHC.exec(`${settings}$${'A'.repeat(43)}`), 'settings of argon2id');
    const raw = await hashRaw(plain.normalize('NFKC'), {
      memoryCost: Number(memory),
      timeCost: Number(time),
      parallelism: Number(lanes),
      outputLen: OUTPUT_BYTES,
      salt: Buffer.from(salt ?? '', 'base64'),
    });
    return raw.toString('base64').replace(/=+$/, '');
  },
};
