import { EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Group, Loader, Text, TextInput } from '@mantine/core';
import { IconAddressBook, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import type { Alias, MemberItem } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { MemberList, NotFound } from './member-results.tsx';
import classes from './member.module.css';
import { useMemberSearch } from './use-member-search.ts';

export type MemberSearchProps = {
  /** The cashier asked for it: the field takes the focus. */
  readonly isSearching: boolean;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onLeaveSearch: () => void;
  readonly onMember: (memberId: string) => void;
  readonly onAlias: (alias: Alias) => void;
  readonly onRegister: (typed: string) => void;
  /** The scanner gave the field a grant. */
  readonly onGrant: (text: string) => void;
};

/** One field for card, phone, ID number or name. Enter takes the only hit; with several, it moves into the list. */
export function MemberSearch({
  fieldRef,
  isSearching,
  onMember,
  onAlias,
  onRegister,
  onGrant,
  onLeaveSearch,
}: MemberSearchProps): ReactNode {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const focusList = (): void => list.current?.querySelector('button')?.focus();
  const { text, setText, found, error, enter } = useMemberSearch({ onMember, onGrant, onSeveral: focusList });

  useEffect(() => {
    if (isSearching) fieldRef.current?.focus();
  }, [isSearching, fieldRef]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Enter') void enter();
    else if (event.key === 'ArrowDown') focusList();
    else if (event.key === 'Escape') {
      event.stopPropagation();
      setText('');
      onLeaveSearch();
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        ref={fieldRef}
        data-pad="code"
        aria-label={t('member.search')}
        placeholder={t('member.searchPlaceholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
        rightSection={<KeyHint action="member" />}
        rightSectionWidth={46}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes['found']} aria-live="polite">
        <Results text={text.trim()} found={found} error={error}>
          {found !== undefined && found.length > 0 && <MemberList listRef={list} found={found} onMember={onMember} />}
          {found !== undefined && found.length === 0 && <NotFound text={text.trim()} onAlias={onAlias} onRegister={onRegister} />}
        </Results>
      </div>
    </>
  );
}

type ResultsProps = {
  readonly text: string;
  readonly found: readonly MemberItem[] | undefined;
  readonly error: Error | null;
  readonly children: ReactNode;
};

function Results({ text, found, error, children }: ResultsProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = errorAnswerOf(error);
  if (text === '') return <EmptyState icon={IconAddressBook} title={t('member.search')} hint={t('member.searchHint')} />;
  if (answer !== null) return <ErrorNotice error={answer} />;
  if (found === undefined) {
    return (
      <Group gap="xs" p="sm">
        <Loader size="sm" aria-hidden /> <Text c="dimmed">{t('member.searching')}</Text>
      </Group>
    );
  }
  return (
    <>
      {found.length > 1 && (
        <Text size="sm" c="dimmed" px={4} pb={6}>
          {t('member.results', { n: format.count(found.length) })}
        </Text>
      )}
      {children}
    </>
  );
}
