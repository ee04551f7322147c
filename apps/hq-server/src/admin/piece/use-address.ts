import { useLocation, useSearchParams } from 'wouter';

export type Address = {
  readonly get: (name: string) => string;
  /** Changes search parameters in place; an empty text removes one. */
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  /** Another path with the same search parameters, so that a list stays as it is under an open record. */
  readonly go: (path: string) => void;
};

/** The screen's state that lives in the address: it survives a reload and can be sent to a colleague. */
export function useAddress(): Address {
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  return {
    get: (name) => search.get(name) ?? '',
    set: (changes) => {
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      );
    },
    go: (path) => navigate(search.size === 0 ? path : `${path}?${search.toString()}`),
  };
}
