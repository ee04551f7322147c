import { parseLookup } from '@jifen/core';
import { EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Badge, Button, Group, Loader, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconSearch, IconUserQuestion } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alias, MemberItem } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { KeyHint } from '../shell/key-hint.tsx';
import classes from './member.module.css';
import type { MemberPanelProps } from './member-panel.tsx';
import { useMemberSearch } from './queries.ts';

/** One field for card, phone, ID number or name. Enter takes the only hit; with several, it moves into the list. */
export function MemberSearch({ fieldRef, isSearching, onMember, onAlias, onRegister, onLeaveSearch }: MemberPanelProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text.trim(), 120);
  const [isEntered, setEntered] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const search = useMemberSearch(typed);
  const found = typed === text.trim() && !search.isFetching ? search.data?.items : undefined;

  useEffect(() => {
    if (!isEntered || found === undefined) return;
    setEntered(false);
    const [only, second] = found;
    if (only !== undefined && second === undefined) onMember(only.id);
    else list.current?.querySelector('button')?.focus();
  }, [isEntered, found, onMember]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (event.key === 'Enter' && text.trim() !== '') setEntered(true);
    else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
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
        autoFocus={isSearching}
        aria-label={t('member.search')}
        placeholder={t('member.searchPlaceholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
        rightSection={<KeyHint name="F4" />}
        rightSectionWidth={46}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setEntered(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes['found']} aria-live="polite">
        <Results text={text.trim()} found={found} error={search.error}>
          {found !== undefined && found.length > 0 && (
            <ul ref={list} className={classes['results']} onKeyDown={moveBetween}>
              {found.map((member) => (
                <li key={member.id}>
                  <ResultButton member={member} onChoose={() => onMember(member.id)} />
                </li>
              ))}
            </ul>
          )}
          {found !== undefined && found.length === 0 && <NotFound text={typed} onAlias={onAlias} onRegister={onRegister} />}
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

function ResultButton({ member, onChoose }: { readonly member: MemberItem; readonly onChoose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <UnstyledButton className={classes['result']} onClick={onChoose}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={650} truncate>
          {member.name}
        </Text>
        <Badge variant="light" tt="none" color={member.isActive ? 'jade' : 'gray'}>
          {member.isActive ? member.tier.name : t('member.inactive')}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" className="jifen-number">
        {[member.phoneMasked, member.cards[0]].filter((part) => part !== null && part !== undefined).join(' · ')}
      </Text>
    </UnstyledButton>
  );
}

type NotFoundProps = { readonly text: string; readonly onAlias: (alias: Alias) => void; readonly onRegister: (typed: string) => void };

function NotFound({ text, onAlias, onRegister }: NotFoundProps): ReactNode {
  const { t } = useTranslation();
  const alias = aliasOf(text);
  return (
    <EmptyState
      icon={IconUserQuestion}
      title={t('member.notFound', { text })}
      hint={alias === null ? t('member.notFoundHint') : t('member.useAliasHint')}
    >
      {alias !== null && (
        <Button variant="default" fullWidth onClick={() => onAlias(alias)}>
          {t('member.useAlias')}
        </Button>
      )}
      <Button variant="default" fullWidth onClick={() => onRegister(text)}>
        {t('member.registerTitle')}
      </Button>
    </EmptyState>
  );
}

function aliasOf(text: string): Alias | null {
  const lookup = parseLookup(text);
  if (lookup.kind === 'card') return { kind: 'card', cardNumber: lookup.cardNumber };
  return lookup.kind === 'phone' ? { kind: 'phone', phone: lookup.phone } : null;
}

function moveBetween(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const now = buttons.findIndex((button) => button === document.activeElement);
  buttons[now + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}
