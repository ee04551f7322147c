import { join } from 'node:path';
import { argon2Hasher, createLogger, openLogFile, readEnvironment, systemClock, systemRandom } from '@jifen/platform';
import { bothSentencesOf } from '@jifen/ui/both-sentences';
import { app, dialog, Menu, powerMonitor, protocol, safeStorage, session } from 'electron';
import { z } from 'zod';
import { createBackend } from '../backend/create-backend.ts';
import { systemTimer } from '../backend/service/timer.ts';
import { openSealedKeystore } from '../backend/store/sealed-keystore.ts';
import { hasNetwork } from '../browser/has-network.ts';
import { networkTransport } from '../browser/hq-transport.ts';
import { createRawPrinter } from '../browser/raw-printer.ts';
import { createTillApp } from '../browser/till-app.ts';
import { createTillCopies } from '../browser/till-copies.ts';
import { TILL_ENVIRONMENT } from '../browser/till-environment.ts';
import { guardContents, guardSession } from './guard.ts';
import { createSystemPrinter } from './system-printer.ts';
import { createSchemeHandler, PRIVILEGES, SCHEME, TILL_URL } from './till-scheme.ts';
import { createTillWindow } from './till-window.ts';

const COPY_WORKER = new URL('copy-worker.js', import.meta.url);

// The till as a program of its own: one window on `app://pos`, whose page and API come from the backend in this process, without a
// socket. There is no preload script and no IPC channel; guard.ts says what a page may do.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: PRIVILEGES }]);
guardContents(app);
// Without a menu no key reloads or closes the page in the middle of a sale; macOS cannot copy and paste without one.
Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null);

async function start(): Promise<void> {
  const isAllowed = z.enum(['0', '1']).default('0');
  const environment = readEnvironment(process.env, { ...TILL_ENVIRONMENT, JIFEN_ALLOW_PLAIN_KEYSTORE: isAllowed });
  if (environment.JIFEN_DATA_DIR !== undefined) app.setPath('userData', environment.JIFEN_DATA_DIR);
  // The lock lies in that folder: a till's log has one writer.
  if (!app.requestSingleInstanceLock()) return app.quit();
  await app.whenReady();
  guardSession(session.defaultSession);
  const dataFolder = join(app.getPath('userData'), 'till');
  const isPlainAllowed = environment.JIFEN_ALLOW_PLAIN_KEYSTORE === '1';
  const keystore = { folder: join(dataFolder, 'keys'), safe: safeStorage, platform: process.platform, isPlainAllowed };
  const logger = createLogger({ name: 'pos', level: environment.JIFEN_LOG_LEVEL }, openLogFile(join(dataFolder, 'till.log')));
  const printer = createSystemPrinter(systemTimer);
  const backend = await createBackend({
    dataFolder,
    clock: systemClock,
    random: systemRandom,
    transport: networkTransport,
    hasher: argon2Hasher,
    keystore: await openSealedKeystore(keystore),
    logger,
    demo: false,
    hqUrl: environment.JIFEN_HQ_URL,
    printer: { send: createRawPrinter(), printSystem: printer.print },
    copies: createTillCopies({ dataFolder, folder: environment.JIFEN_BACKUP_DIR, worker: COPY_WORKER }),
    hasNetwork,
  });
  closeBeforeQuit(() => backend.close());
  backend.startLoops();
  powerMonitor.on('resume', () => void backend.exchange());
  const till = createTillApp({ backend, pageFolder: join(app.getAppPath(), 'dist') });
  protocol.handle(SCHEME, createSchemeHandler(till, printer.readPaper));
  const window = createTillWindow({ devTools: !app.isPackaged, logger, timer: systemTimer });
  app.on('second-instance', () => window.show());
  await window.loadURL(TILL_URL);
}

/** Holds every quit back until the store is closed. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let closing: Promise<void> | null = null;
  app.on('before-quit', (event) => {
    event.preventDefault();
    closing ??= close().finally(() => app.exit());
  });
  powerMonitor.on('shutdown', () => app.quit());
}

start().catch((error: unknown) => {
  dialog.showErrorBox('收银台无法启动 The till cannot start', bothSentencesOf(error));
  app.quit();
});
