import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { configureTill } from '../../apps/pos-desktop/electron-builder.config.ts';
import type { BuiltTill } from './build-till.ts';
import { stageTill, type TillSystem } from './stage-till.ts';

const PLATFORMS = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC } as const;

export type PackageOptions = {
  readonly system: TillSystem;
  readonly built: BuiltTill;
  /** Everything is made in there; the results lie in its `release`. */
  readonly folder: string;
  /** The program's folder only, no installers. */
  readonly isFolderOnly: boolean;
  /** A runtime that lies here already, instead of one from the network. */
  readonly electronDist?: string | undefined;
};

/** Packs the built till for one system. Throws when a part is missing or a fuse is undecided. */
export async function packageTill({ system, built, folder, isFolderOnly, electronDist }: PackageOptions): Promise<void> {
  stageTill(folder, system, built);
  const config: Configuration = { ...configureTill(system.os), ...(electronDist === undefined ? {} : { electronDist }) };
  const arch = system.cpu === 'x64' ? Arch.x64 : Arch.arm64;
  await build({
    projectDir: folder,
    config,
    targets: PLATFORMS[system.os].createTarget(isFolderOnly ? 'dir' : null, arch),
    publish: 'never',
  });
}
