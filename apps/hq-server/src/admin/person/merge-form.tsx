import { Button, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import type { MemberItem, MemberRecord } from '../member/queries.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { SearchField } from '../piece/search-field.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useSaved } from '../piece/use-saved.ts';
import { CompareMembers } from './compare-members.tsx';
import classes from './merge-form.module.css';
import { useFoundMembers, useMerge } from './queries.ts';
import { useNameOf } from './use-name-of.ts';

type MergeFormProps = { readonly member: MemberRecord; readonly onDone: () => void };

/** First the other one is found, then both stand side by side above the one button. */
export function MergeForm({ member, onDone }: MergeFormProps): ReactNode {
  const [into, setInto] = useState<MemberItem | null>(null);
  return into === null ? (
    <Finding member={member} onChoose={setInto} />
  ) : (
    <Merging member={member} into={into} onBack={() => setInto(null)} onDone={onDone} />
  );
}

type FindingProps = { readonly member: MemberRecord; readonly onChoose: (other: MemberItem) => void };

function Finding({ member, onChoose }: FindingProps): ReactNode {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const query = useFoundMembers(q);
  const known = new Set([member.id, ...member.linkedIds]);
  const others = query.data?.filter(({ id, isErased }) => !known.has(id) && !isErased);
  return (
    <Stack gap="sm" mih={260}>
      <Text c="dimmed">{t('person.mergeHint')}</Text>
      <SearchField label={t('member.searchLabel')} placeholder={t('member.searchPlaceholder')} value={q} isFirst onSearch={setQ} />
      {query.isError && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
      {query.isLoading && (
        <output aria-label={t('shared.loading')}>
          <Skeleton h={120} />
        </output>
      )}
      {others?.length === 0 && <output>{t('person.noneFound')}</output>}
      {others !== undefined && others.length > 0 && (
        <ul className={classes['list']} aria-label={t('person.results')}>
          {others.map((other) => (
            <li key={other.id}>
              <Found member={other} onChoose={() => onChoose(other)} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function Found({ member, onChoose }: { readonly member: MemberItem; readonly onChoose: () => void }): ReactNode {
  const branchName = useBranchName();
  const nameOf = useNameOf();
  const { cards, phoneMasked, homeBranch } = member;
  return (
    <UnstyledButton className={classes['found']} onClick={onChoose}>
      <span>
        <Text span fw={600} display="block">
          {nameOf(member)}
        </Text>
        <Text span size="sm" c="dimmed">
          {[...cards, phoneMasked, branchName(homeBranch)].filter((part) => part !== null).join(' · ')}
        </Text>
      </span>
      <IconChevronRight size={18} aria-hidden />
    </UnstyledButton>
  );
}

type MergingProps = MergeFormProps & { readonly into: MemberItem; readonly onBack: () => void };

function Merging({ member, into, onBack, onDone }: MergingProps): ReactNode {
  const { t } = useTranslation();
  const merge = useMerge();
  const saved = useSaved('members');
  const address = useAddress();
  const nameOf = useNameOf();
  const [from, to] = [nameOf(member), nameOf(into)];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        merge.mutate(
          { id: member.id, into: into.id },
          {
            onSuccess: () => {
              onDone();
              saved(t('person.merged'));
              address.go(`/members/${into.id}`);
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        <CompareMembers members={[member, into]} survivorId={into.id} />
        <Group justify="space-between" align="flex-start">
          <Text flex={1}>{t('person.after')}</Text>
          <Button size="xs" variant="subtle" onClick={onBack}>
            {t('person.another')}
          </Button>
        </Group>
      </Stack>
      <FormFoot
        sending={merge}
        submitLabel={from === to ? t('person.mergeOne') : t('person.mergeInto', { from, into: to })}
        onCancel={onDone}
      />
    </form>
  );
}
