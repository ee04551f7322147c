import { useRef, useState, type RefObject } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { useRowKeys } from '../keys/use-row-keys.ts';

export type Search = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Where what is looked for stands; the arrows walk its buttons. */
  readonly list: RefObject<HTMLDivElement | null>;
};

/** A list that is searched: one key leads into the field, Escape empties it, the arrows walk the list. */
export function useSearch(): Search {
  const [text, onText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useKeys({
    field: () => field.current?.focus(),
    back: () => {
      onText('');
      field.current?.focus();
    },
  });
  useRowKeys(list);
  return { text, onText, field, list };
}
