import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from '../keys/key-hint.tsx';
import classes from './page.module.css';
import type { Search } from './use-search.ts';

export type SearchFieldProps = Search & { readonly label: string; readonly placeholder: string };

/** Where a list is searched. Arrow down leads into the list. */
export function SearchField({ text, onText, field, list, label, placeholder }: SearchFieldProps): ReactNode {
  return (
    <TextInput
      ref={field}
      className={classes['search'] ?? ''}
      data-typing
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={20} aria-hidden />}
      rightSection={<KeyHint action="field" />}
      rightSectionWidth={48}
      maxLength={80}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
      }}
    />
  );
}
