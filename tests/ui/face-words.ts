import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Words, WordTree } from '@jifen/ui';

export type Face = { readonly name: string; readonly words: readonly Words[]; readonly sources: readonly string[] };

const root = join(import.meta.dirname, '../..');
const folders = ['packages/ui/src', 'apps/pos-desktop/src/renderer', 'apps/hq-server/src/admin', 'apps/hq-server/src/portal'];

/** Every face with its words and the text of its sources; the kit is one too. */
export async function listFaces(): Promise<readonly Face[]> {
  return Promise.all(folders.filter((folder) => existsSync(join(root, folder))).map(readFace));
}

/** `{a: {b: 'x'}}` → `[['a.b', 'x']]`. */
export function entriesOf(tree: WordTree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : entriesOf(value, `${path}${key}.`),
  );
}

async function readFace(folder: string): Promise<Face> {
  const cwd = join(root, folder);
  const files = globSync('**/*.{ts,tsx}', { cwd });
  const wordFiles = files.filter((file) => /(^|\/)[\w-]*words\.ts$/.test(file) && !file.endsWith('define-words.ts'));
  const modules = await Promise.all(wordFiles.map(async (file) => (await import(pathToFileURL(join(cwd, file)).href)) as object));
  const words = [...new Set(modules.flatMap((module) => Object.values(module).filter(isWords)))];
  const sources = files
    .filter((file) => !wordFiles.includes(file) && !/(^|\/)error-(zh-cn|en)\.ts$/.test(file))
    .map((file) => readFileSync(join(cwd, file), 'utf8'));
  return { name: folder, words, sources };
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value;
}
