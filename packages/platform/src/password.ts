import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords and PINs; hashes are argon2id in PHC form. Runs off the main thread. */
export type PasswordHasher = { hash(plain: string): Promise<string>; verify(hashed: string, plain: string): Promise<boolean> };

export const argon2Hasher: PasswordHasher = {
  hash: (plain) => hash(plain.normalize('NFKC'), options),
  verify: (hashed, plain) => verify(hashed, plain.normalize('NFKC')),
};
