import { type BranchId, parseBranchId, unixMs, type UnixMs } from '@jifen/core';

/** Whose copy a file is, and when it was made, by its name alone. */
export type CopyName = { readonly file: string; readonly branch: BranchId; readonly at: UnixMs };

const NAME = /^till-([a-z0-9-]+)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.sqlite$/;

/** `till-east-20260601T223000Z.sqlite`: names of one branch in the order of their times, to the second. */
export function copyNameOf(branch: BranchId, at: UnixMs): string {
  return `till-${branch}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sqlite`;
}

/** Null for every other name: a path, a file half written, somebody else's. */
export function readCopyName(file: string): CopyName | null {
  const [, branchText = '', year, month, day, hour, minute, second] = NAME.exec(file) ?? [];
  const branch = parseBranchId(branchText);
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return branch.ok && Number.isSafeInteger(at) ? { file, branch: branch.value, at: unixMs(at) } : null;
}

/** Newest first; of the same time by name. */
export function newestFirst(names: readonly CopyName[]): readonly CopyName[] {
  return names.toSorted((a, b) => b.at - a.at || (a.file < b.file ? -1 : 1));
}
