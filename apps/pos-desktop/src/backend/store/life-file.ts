import { closeSync, constants, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Incarnation } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { hashSchema, incarnationSchema } from '@jifen/sync';
import { z } from 'zod';
import type { BranchStore } from './open-branch-store.ts';
import { syncFolder } from './sync-folder.ts';

/*
 * Two small files beside the database say which life it leads, so that a database that was put back from a copy is known at its start:
 *
 *   life.json   the token of the last start, as committed in the database before. Another one, or none: this database was not the last
 *               to run here.
 *   life.mark   the end of the log after the last commit, written without waiting for the disk. Ahead of the database: commits are gone.
 *
 * A copy of the whole folder carries both; only HQ can see that.
 */
const TOKEN_FILE = 'life.json';
const MARK_FILE = 'life.mark';

/** Incarnation null: laid down before a life was marked for the first time. */
const siblingSchema = z.object({ incarnation: incarnationSchema.nullable(), token: z.string().min(1) });
export type LifeSibling = z.infer<typeof siblingSchema>;

const markSchema = z.object({ incarnation: incarnationSchema, seq: z.int().min(0), hash: hashSchema, requests: z.int().min(0) });
/** The end of the live log, and how many requests were sent to HQ. */
export type LifeMark = z.infer<typeof markSchema>;

export type LifeFiles = {
  readToken(): LifeSibling | null;
  /** Durable when it returns. */
  writeToken(sibling: LifeSibling): void;
  /** Null when there is none, or when it is torn. */
  readMark(): LifeMark | null;
  /** What the running transaction will have made of the mark when it is committed. */
  note(part: Partial<LifeMark> & { readonly incarnation: Incarnation }): void;
  /** The transaction was committed: its mark is written. */
  commit(): void;
  /** It was not. */
  forget(): void;
  close(): void;
};

export function createLifeFiles(folder: string): LifeFiles {
  const markPath = join(folder, MARK_FILE);
  let file: number | null = null;
  let written: LifeMark | null = null;
  let noted: LifeMark | null = null;
  const write = (mark: LifeMark) => {
    file ??= openSync(markPath, constants.O_RDWR | constants.O_CREAT, 0o600);
    writeSync(file, sealMark(mark), 0);
  };
  return {
    readToken: () => parseJson(readText(join(folder, TOKEN_FILE)), siblingSchema),
    writeToken: (sibling) => writeDurably(folder, TOKEN_FILE, JSON.stringify(sibling)),
    readMark: () => openMark(readText(markPath)),
    note: (part) => {
      const before = noted ?? written;
      const same = before?.incarnation === part.incarnation ? before : NO_MARK;
      noted = { ...same, ...part };
    },
    commit: () => {
      if (noted === null) return;
      written = noted;
      noted = null;
      try {
        write(written);
      } catch {
        // The commit stands. A mark behind the database is normal, and the next commit writes it again.
      }
    },
    forget: () => {
      noted = null;
    },
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** The same store, with the mark written after every commit that noted one. */
export function markCommits(store: BranchStore, files: LifeFiles): BranchStore {
  return {
    ...store,
    transaction: (work) => {
      files.forget();
      const result = store.transaction(work);
      files.commit();
      return result;
    },
    close: () => {
      files.close();
      store.close();
    },
  };
}

const NO_MARK = { seq: 0, hash: hashSchema.parse('0'.repeat(64)), requests: 0 };
/** Every mark has the same length, so that a shorter one never leaves the end of a longer one behind. */
const MARK_LENGTH = 200;
const CHECK_LENGTH = 16;

function sealMark(mark: LifeMark): string {
  const text = JSON.stringify(mark).padEnd(MARK_LENGTH);
  return `${text}${checkOf(text)}\n`;
}

function openMark(sealed: string | null): LifeMark | null {
  if (sealed === null) return null;
  const text = sealed.slice(0, MARK_LENGTH);
  return sealed.slice(MARK_LENGTH, MARK_LENGTH + CHECK_LENGTH) === checkOf(text) ? parseJson(text, markSchema) : null;
}

function checkOf(text: string): string {
  return sha256(text).slice(0, CHECK_LENGTH);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parseJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Written beside and renamed: a crash leaves the old content or the new one, and the new one is on the disk when this returns. */
function writeDurably(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}
