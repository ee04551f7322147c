import type { Result } from '@jifen/core';

/** The keys that are ids of their kind. */
export function idsOf<Id extends string>(keys: readonly string[], parse: (key: string) => Result<Id, { readonly code: string }>): Id[] {
  return keys.flatMap((key) => {
    const id = parse(key);
    return id.ok ? [id.value] : [];
  });
}
