import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';

/*
 * Stands in for the module `electron` when the packed main process is booted under Node: it keeps what it is told and lets a test play
 * the browser. It has the behaviour that the till relies on, as Electron's documentation describes it, and no more.
 */
type Handler = (request: Request) => Promise<Response>;
type Listener = (...args: readonly unknown[]) => unknown;

/** What the main process did, in order of its calls where that matters. */
export const told = {
  calls: [] as string[],
  schemes: [] as unknown[],
  errorBoxes: [] as { readonly title: string; readonly text: string }[],
  windows: [] as BrowserWindow[],
  permission: {} as Record<string, Listener>,
  beforeRequest: null as Listener | null,
  menu: undefined as unknown,
  exitCode: null as number | null,
};

export class Refusal {
  isRefused = false;
  readonly url: string;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.isRefused = true;
  }
}

/** What a test decides about the machine. */
const machine = {
  userData: process.env['STUB_USER_DATA'] ?? '',
  appPath: process.env['STUB_APP_PATH'] ?? '',
  isFirst: process.env['STUB_IS_SECOND'] !== '1',
  backend: process.env['STUB_SAFE_BACKEND'] ?? 'gnome_libsecret',
  secret: process.env['STUB_SAFE_KEY'] ?? 'key of this machine',
};

class App extends EventEmitter {
  readonly isPackaged = true;
  #isReady = false;
  enableSandbox(): void {
    told.calls.push(this.#isReady ? 'enableSandbox after ready' : 'enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    told.calls.push('requestSingleInstanceLock');
    return machine.isFirst;
  }
  setPath(_: string, path: string): void {
    machine.userData = path;
  }
  getPath(): string {
    return machine.userData;
  }
  getAppPath(): string {
    return machine.appPath;
  }
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#isReady = true;
    told.calls.push('ready');
  }
  quit(): void {
    const event = new Refusal();
    this.emit('before-quit', event);
    told.calls.push(event.isRefused ? 'quit held back' : 'quit');
    if (!event.isRefused) this.exit(0);
  }
  exit(code = 0): void {
    told.exitCode ??= code;
    this.emit('stub-exit');
  }
}

export const app = new App();

export const protocol = {
  handler: null as Handler | null,
  registerSchemesAsPrivileged(schemes: readonly unknown[]): void {
    told.calls.push('registerSchemesAsPrivileged');
    told.schemes.push(...schemes);
  },
  handle(scheme: string, handler: Handler): void {
    told.calls.push(`handle ${scheme}`);
    this.handler = handler;
  },
};

class DefaultSession extends EventEmitter {
  readonly webRequest = {
    onBeforeRequest: (listener: Listener) => {
      told.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: Listener): void {
    told.permission['request'] = handler;
  }
  setPermissionCheckHandler(handler: Listener): void {
    told.permission['check'] = handler;
  }
  setDevicePermissionHandler(handler: Listener): void {
    told.permission['device'] = handler;
  }
}
export const session = { defaultSession: new DefaultSession() };

class WebContents extends EventEmitter {
  openWindow: Listener | null = null;
  setWindowOpenHandler(handler: Listener): void {
    this.openWindow = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Readonly<Record<string, unknown>>;
  url = '';
  readonly done: string[] = [];
  constructor(options: Readonly<Record<string, unknown>>) {
    super();
    this.options = options;
    told.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const answer = await protocol.handler?.(new Request(url));
    if (answer?.status !== 200) throw new Error(`${url} was answered with ${answer?.status}`);
    this.url = url;
    this.emit('ready-to-show');
  }
  isDestroyed(): boolean {
    return false;
  }
  maximize(): void {
    this.done.push('maximize');
  }
  reload(): void {
    this.done.push('reload');
    this.emit('stub-reload');
  }
  show(): void {
    this.done.push('show');
  }
}

const keyOf = (secret: string) => createHash('sha256').update(secret).digest();

export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(machine.backend !== 'none'),
  getSelectedStorageBackend: () => machine.backend,
  encryptStringAsync: (text: string) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(machine.secret), iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
  },
  decryptStringAsync: async (sealed: Buffer) => {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(machine.secret), sealed.subarray(0, 12));
    cipher.setAuthTag(sealed.subarray(12, 28));
    const result = Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString('utf8');
    return await Promise.resolve({ result, shouldReEncrypt: false });
  },
};

export const dialog = { showErrorBox: (title: string, text: string) => told.errorBoxes.push({ title, text }) };

export const Menu = {
  setApplicationMenu: (menu: unknown) => {
    told.menu = menu;
  },
  buildFromTemplate: (template: unknown) => template,
};

export const powerMonitor = new EventEmitter();
