import { type PinHasher, sha256 } from '@jifen/platform';

/** Stands for argon2id where a test signs in a thousand times: same interface, no cost, no safety. */
export const quickHasher: PinHasher = {
  hash: (plain) => Promise.resolve(`quick$${sha256(plain)}`),
  verify: (hashed, plain) => Promise.resolve(hashed === `quick$${sha256(plain)}`),
  split: (hashed) => {
    const [settings = '', output] = hashed.split('$');
    return settings === 'quick' && output !== undefined ? { settings, output } : null;
  },
  outputOf: (_, plain) => Promise.resolve(sha256(plain)),
};
