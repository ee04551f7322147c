export { createFieldCipher, type FieldCipher } from './cipher.ts';
export { systemClock } from './clock.ts';
export { sha256, sha256Base64 } from './digest.ts';
export {
  createSigner,
  createVerifier,
  generateKeyPair,
  isSignatureTrue,
  type KeyPair,
  type Signer,
  signText,
  type Verifier,
} from './ed25519.ts';
export { readEnvironment } from './environment.ts';
export { createLogger, type Logger, openLogFile } from './logger.ts';
export { pageHeaders } from './page-headers.ts';
export { argon2Hasher, type HashParts, type PasswordHasher, type PinHasher } from './password.ts';
export { createPepper, type Pepper } from './pepper.ts';
export { newIncarnation, newKey, type RandomSource, systemRandom, uuidAt } from './random.ts';
export { seededRandom } from './seeded-random.ts';
export { cacheStatements } from './sqlite/cached-database.ts';
export { type CompiledDb, type CompiledSqlite, type CompiledTrx, compileSqlite } from './sqlite/compiled-db.ts';
export { isOutOfStep, migrateToLatest } from './sqlite/migrate.ts';
export {
  openSqlite,
  openSqliteAlone,
  openSqliteReadOnly,
  type OpenSqliteOptions,
  type SqliteHandle,
  type StoreStep,
} from './sqlite/open-sqlite.ts';
export { type BoundQuery, type Compilable, type Statement, StatementCache, statementsOf } from './sqlite/statement.ts';
export { SteadyQueryCompiler } from './sqlite/steady-query-compiler.ts';
export { type StorageProblem, storageProblemOf } from './sqlite/storage-problem.ts';
