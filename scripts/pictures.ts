import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run pictures`: draws `docs/screens` anew. The browser tests that look at every screen take a picture of each state; those that
 * the documents show are copied, the others are for the eyes of whoever changes a page (`JIFEN_PICTURES=FOLDER npm test -- screens`).
 */
const SCREENS = join(import.meta.dirname, '..', 'docs', 'screens');
const TESTS = ['till/screens.test.ts', 'till/key-screens.test.ts', 'admin/screens.test.ts', 'portal/screens.test.ts'];

/** The till in both themes and both languages on its smallest screen; HQ and the phone in one look each by day and by night. */
const TILL = [
  'welcome',
  'basket',
  'receipt',
  'rewards',
  'journal',
  'refund',
  'today',
  'sync',
  'X-report',
  'stock',
  'staff',
  'approval',
  'locked',
  'keys',
];
const ADMIN = [
  'members',
  'member',
  'statement',
  'places',
  'branches',
  'rule-editor',
  'rewards',
  'products',
  'statistics',
  'settings',
  'receipt-head',
];
const PORTAL = ['home', 'statement', 'rewards', 'orders', 'profile'];

function isShown(file: string): boolean {
  const [name = '', width = ''] = file.split('.');
  const isOf = (prefix: string, names: readonly string[]) => names.some((one) => name === `${prefix}-${one}`);
  return (width === '1024' && isOf('till', TILL)) || isOf('admin', ADMIN) || (width === '360' && isOf('portal', PORTAL));
}

const folder = mkdtempSync(join(tmpdir(), 'jifen-pictures-'));
try {
  const env = { ...process.env, JIFEN_PICTURES: folder };
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'test.ts'), ...TESTS], { stdio: 'inherit', env });
  if (status === 0) {
    rmSync(SCREENS, { recursive: true, force: true });
    mkdirSync(SCREENS);
    for (const file of readdirSync(folder).filter(isShown)) copyFileSync(join(folder, file), join(SCREENS, file));
  }
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
