import { createContext, useContext, type Provider } from 'react';

/** A context that is filled wherever it is read: reading it outside of its provider is a bug, and `missing` says which. */
export function createFilledContext<T extends object>(missing: string): readonly [provider: Provider<T | null>, useFilled: () => T] {
  const context = createContext<T | null>(null);
  function useFilled(): T {
    const value = useContext(context);
    if (value === null) throw new Error(missing);
    return value;
  }
  return [context.Provider, useFilled];
}
