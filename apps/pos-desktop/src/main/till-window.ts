import type { Logger } from '@jifen/platform';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { Timer } from '../backend/service/timer.ts';

/** A hidden window whose page is a page and nothing more, the till's as well as a paper's. */
export function createPageWindow({
  devTools,
  ...options
}: BrowserWindowConstructorOptions & { readonly devTools: boolean }): BrowserWindow {
  return new BrowserWindow({
    ...options,
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
    },
  });
}

/** Makes the one window. A page that crashed is loaded again; the store does not notice. */
export function createTillWindow({ devTools, logger, timer }: { devTools: boolean; logger: Logger; timer: Timer }): BrowserWindow {
  const window = createPageWindow({ devTools, title: '积分收银 Jifen', width: 1280, height: 800, minWidth: 1024, minHeight: 640 });
  // The title stays what it is: a member's name has no place in the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.maximize());
  window.webContents.on('render-process-gone', (_, { reason }) => {
    logger.error({ reason }, 'the page crashed and is loaded again');
    // One that crashes at once must not keep the machine busy.
    timer(1000, () => window.isDestroyed() || window.reload());
  });
  return window;
}
