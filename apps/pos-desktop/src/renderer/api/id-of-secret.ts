import { newId } from '@jifen/ui';
import { useState } from 'react';

/**
 * The id of a command that carries a secret. The backend keeps no trace of the secret in what it compares, so it would take a
 * repeat with another one for the command that was done already: other secret, other command. The same is sent again under the same id.
 */
export function useIdOfSecret(): (secret: string) => string {
  const [ids] = useState(() => new Map<string, string>());
  return (secret) => {
    const id = ids.get(secret) ?? newId();
    ids.set(secret, id);
    return id;
  };
}
