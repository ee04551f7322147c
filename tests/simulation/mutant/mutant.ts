import type { FaultClass, WorldKind } from '../plan.ts';

/**
 * A bug that is planted into the simulated product alone: text of a source file that is replaced while the file is loaded. The product
 * itself has no switch for it.
 */
export type Mutant = {
  readonly name: string;
  /** What is wrong with it. */
  readonly says: string;
  readonly patches: readonly Patch[];
  /** Seeds that killed it before; they are tried first. */
  readonly seeds?: readonly number[];
  /** Faults without which it cannot show: worlds that lack them are left out. */
  readonly needs?: readonly FaultClass[];
  /** Worlds that are about what it breaks; all others are left out. */
  readonly kind?: WorldKind;
};

/** `file` from the root of the repository; `find` stands in it exactly once. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** The file as the mutant has it. Throws when the mutant no longer fits its source. */
export function patched(source: string, mutant: Mutant, file: string): string {
  let text = source;
  for (const patch of mutant.patches.filter((other) => other.file === file)) {
    const parts = text.split(patch.find);
    if (parts.length !== 2) throw new Error(`mutant ${mutant.name} no longer fits ${file}: found ${parts.length - 1} times: ${patch.find}`);
    text = parts.join(patch.replace);
  }
  return text;
}
