import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { type AfterPackContext, Arch, type Configuration } from 'electron-builder';

const PRODUCT_NAME = 'Jifen Till';
type PackedApp = Pick<AfterPackContext, 'appOutDir' | 'electronPlatformName'> & Partial<Pick<AfterPackContext, 'arch'>>;

/**
 * The program and its installers for one system. Built in a folder that holds the built page and main process and the two native packages
 * (scripts/pos/stage-till.ts), so that nothing else can slip in. Made anew for every build: the builder writes into what it is given.
 *
 * The list of files stands here for all systems: one that a system had of its own would let everything else in.
 */
export function configureTill(os: 'linux' | 'win32' | 'darwin'): Configuration & { readonly afterPack: typeof closeFuses } {
  return {
    appId: 'shop.jifen.till',
    productName: PRODUCT_NAME,
    copyright: 'MIT',
    electronVersion: '45.4.1',
    // The binaries speak Node-API: the same ones serve Node and Electron.
    npmRebuild: false,
    directories: { output: 'release' },
    // Only what Windows and Linux must load from a file lies outside: what is inside is checked when it is read.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    files: [
      'dist/**',
      'dist-main/**',
      'package.json',
      '!**/*.{map,md,d.ts,ts}',
      '!**/node_modules/better-sqlite3/{deps,src,binding.gyp}',
      '!**/node_modules/better-sqlite3/{deps,src}/**',
      '!**/node_modules/node-addon-api/**',
      `!**/node_modules/better-sqlite3/prebuilds/!(${os}-\${arch}.node)`,
    ],
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Office',
      executableName: 'jifen-till',
      maintainer: 'Jifen <till@jifen.invalid>',
      vendor: 'Jifen',
    },
    win: { target: ['nsis'], executableName: 'jifen-till' },
    mac: { target: ['dmg', 'zip'], category: 'public.app-category.business', hardenedRuntime: true },
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: true,
      // Sales that HQ has not seen live there.
      deleteAppDataOnUninstall: false,
    },
    publish: null,
    afterPack: closeFuses,
  };
}

/** Strictly: a fuse that a newer Electron brings and nobody decided about stops the build. */
async function closeFuses({ appOutDir, electronPlatformName, arch }: PackedApp): Promise<void> {
  const isMac = electronPlatformName === 'darwin';
  const program = isMac ? `${PRODUCT_NAME}.app` : `jifen-till${electronPlatformName === 'win32' ? '.exe' : ''}`;
  await flipFuses(join(appOutDir, program), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: isMac && arch === Arch.arm64,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // No risk of its own: it is how WebAssembly checks its bounds.
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}
