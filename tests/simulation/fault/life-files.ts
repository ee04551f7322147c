import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../oracle/truth.ts';

/** A whole mark is longer. */
const TORN_LENGTH = 200;

type Tokens = { readonly present: string | null; readonly previous: string | null };

/**
 * Whether the files beside a database that was put back say that it is an older one: the token of a start that it does not know, or a mark
 * that no power cut took.
 */
export function isSeenAsCopy({ folder, reader }: Disk): boolean {
  return isTokenStrange(join(folder, 'life.json'), reader.all<Tokens>('select present, previous from life_token')) || isMarkWhole(folder);
}

function isTokenStrange(path: string, known: readonly Tokens[]): boolean {
  if (!existsSync(path)) return true;
  const { token } = JSON.parse(readFileSync(path, 'utf8')) as { readonly token: string };
  return known.every(({ present, previous }) => token !== present && token !== previous);
}

function isMarkWhole(folder: string): boolean {
  const path = join(folder, 'life.mark');
  return existsSync(path) && statSync(path).size > TORN_LENGTH;
}
