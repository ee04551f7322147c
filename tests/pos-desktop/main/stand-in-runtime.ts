import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** How Electron's binary says which fuses it has, in `build/fuses` of its sources: a marker, version 1, the number of fuses, their states. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

export type StandIn = { readonly os: 'linux' | 'win32'; readonly fuses: number };

/**
 * A folder that electron-builder takes for an unpacked Electron: every file that it touches is there and well-formed, nothing runs. The
 * network has the real one, this machine may not.
 */
export async function makeStandInRuntime(folder: string, { os, fuses }: StandIn): Promise<void> {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, fuses]), Buffer.from('0'.repeat(fuses))]);
  const program = join(folder, os === 'win32' ? 'electron.exe' : 'electron');
  writeFileSync(program, os === 'win32' ? emptyWindowsProgram(wire) : Buffer.concat([Buffer.from('#!/bin/false\n'), wire]));
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'version'), '45.4.1');
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/zh-CN.pak'])
    writeFileSync(join(folder, name), name);
  const defaultApp = join(folder, 'default-app');
  mkdirSync(defaultApp);
  writeFileSync(join(defaultApp, 'package.json'), '{"name":"default-app","main":"main.js"}');
  await createPackage(defaultApp, join(folder, 'resources/default_app.asar'));
}

/** A program that Windows' tools can read, with a version as they expect it and the fuses behind it. */
function emptyWindowsProgram(wire: Buffer): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(45, 4, 1, 0, ENGLISH.lang);
  version.setStringValues(ENGLISH, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(wire);
  return Buffer.from(program.generate());
}

const ENGLISH = { lang: 1033, codepage: 1200 };
