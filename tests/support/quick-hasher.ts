import { type PasswordHasher, sha256 } from '@jifen/platform';

/** Stands for argon2id where a test signs in a thousand times: same interface, no cost, no safety. */
export const quickHasher: PasswordHasher = {
  hash: (plain) => Promise.resolve(`quick$${sha256(plain)}`),
  verify: (hashed, plain) => Promise.resolve(hashed === `quick$${sha256(plain)}`),
};
