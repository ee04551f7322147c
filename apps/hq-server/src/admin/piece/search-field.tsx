import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type SearchFieldProps = {
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for, as the address has it. */
  readonly value: string;
  /** Has the focus when its dialog opens. */
  readonly isFirst?: boolean;
  readonly onSearch: (text: string) => void;
};

/** Searches a moment after the last key, and at once on Enter. What was typed gives way when the address changes by itself. */
export function SearchField({ label, placeholder, value, isFirst = false, onSearch }: SearchFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ text: value, base: value });
  const text = typed.base === value || typed.text.trim() === value ? typed.text : value;
  const search = (wanted: string): void => {
    setTyped({ text: wanted, base: wanted.trim() });
    onSearch(wanted.trim());
  };
  const searchSoon = useDebouncedCallback(search, 300);
  const change = (wanted: string): void => {
    setTyped({ text: wanted, base: value });
    searchSoon(wanted);
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
      >
        <TextInput
          type="search"
          aria-label={label}
          data-autofocus={isFirst || undefined}
          placeholder={placeholder}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={text === '' ? null : <CloseButton size="md" aria-label={t('piece.clear')} onClick={() => search('')} />}
          w={{ base: '100%', sm: 320 }}
          maxLength={100}
        />
      </form>
    </search>
  );
}
