import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * npm leaves out of the lock file what its registry does not offer, such as the binaries for other systems on a partial
 * mirror, and `npm ci` then refuses that lock file everywhere. This writes the missing entries, without a checksum, which the
 * next `npm install` on a full registry fills in.
 */
type LockedPackage = {
  readonly version: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
export type LockFile = { readonly packages: Readonly<Record<string, LockedPackage>> };

const platformSuffix = /[-/](android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(gnu|musl)?[a-z]*)?$/;
const libcNames: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

function entryOf(name: string, version: string, isDev: boolean): LockedPackage {
  const [, os, cpu, libc] = platformSuffix.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name} names no system; add its entry to package-lock.json by hand`);
  const libcName = os === 'linux' && libc !== undefined ? libcNames[libc] : undefined;
  return {
    version,
    cpu: [cpu],
    ...(isDev ? { dev: true } : {}),
    ...(libcName === undefined ? {} : { libc: [libcName] }),
    optional: true,
    os: [os],
  };
}

/** The optional packages that a locked package names and the lock file lacks, with the entries that they need. */
export function listMissingEntries({ packages }: LockFile): readonly (readonly [path: string, entry: LockedPackage])[] {
  const paths = Object.keys(packages);
  return Object.values(packages).flatMap(({ optionalDependencies = {}, dev = false }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))
      .map(([name, version]) => [`node_modules/${name}`, entryOf(name, version, dev)] as const),
  );
}

function completeLock(file: string): void {
  const lock: LockFile = JSON.parse(readFileSync(file, 'utf8'));
  const missing = listMissingEntries(lock);
  const sorted = [...Object.entries(lock.packages), ...missing].toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`lock: ${missing.length} missing entries written`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) completeLock(join(import.meta.dirname, '../package-lock.json'));
