import type { UnixMs } from '@jifen/core';
import type { FieldCipher, KeyPair, Logger, PasswordHasher, RandomSource, Verifier } from '@jifen/platform';
import type { Kysely } from 'kysely';
import type { Pokes } from './pokes.ts';
import type { BodyReader } from './sync/ingest/read-event.ts';
import type { OpenedStore } from './store/dialect/dialect.ts';
import type { HqSchema } from './store/schema.ts';

/** HQ's own secrets, in a file that only its user can read. */
export type HqKeys = {
  readonly signing: KeyPair;
  /** Seals personal fields at rest; 32 bytes, base64url. */
  readonly dataKey: string;
  /** Look-up values of phone and ID number; one for the whole chain. */
  readonly indexKey: string;
};

export type HqConfig = {
  /** The address at which tills and people reach HQ, without a slash at the end. */
  readonly publicUrl: string;
};

/** What services and routes work with. `db` is the same connection as `store.db`: inside a transaction use its `trx` only. */
export type HqContext = {
  readonly store: OpenedStore;
  readonly db: Kysely<HqSchema>;
  readonly clock: () => UnixMs;
  readonly random: RandomSource;
  readonly hasher: PasswordHasher;
  readonly cipher: FieldCipher;
  readonly keys: HqKeys;
  /** Verifies what terminals sign. */
  readonly isSignatureTrue: Verifier;
  readonly logger: Logger;
  readonly pokes: Pokes;
  /** What this build makes of the body of a till's event. */
  readonly readBody: BodyReader;
  readonly config: HqConfig;
  /** True once HQ was told to stop: it is not ready for new work, and finishes what runs. */
  readonly isClosing: () => boolean;
};
