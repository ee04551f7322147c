import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMember, type MemberRecord } from '../member/queries.ts';
import { useSaved } from '../piece/use-saved.ts';
import { useUnmerge } from './queries.ts';
import { useNameOf } from './use-name-of.ts';

type UnmergeFormProps = { readonly member: MemberRecord; readonly onDone: () => void };

/** Each merge as somebody said it, with the button that takes it back. */
export function UnmergeForm({ member, onDone }: UnmergeFormProps): ReactNode {
  const { t } = useTranslation();
  const unmerge = useUnmerge();
  const saved = useSaved('members');
  const separate = (id: string): void =>
    unmerge.mutate(id, {
      onSuccess: () => {
        onDone();
        saved(t('person.unmerged'));
      },
    });
  return (
    <Stack gap="md">
      <Text>{t('person.unmergeHint')}</Text>
      {member.links.map((link) => (
        <LinkLine
          key={link.memberId}
          link={link}
          isPending={unmerge.isPending && unmerge.variables === link.memberId}
          onSeparate={() => separate(link.memberId)}
        />
      ))}
      {unmerge.error !== null && <ErrorNotice error={answerOf(unmerge.error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone} data-autofocus>
          {t('shared.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

type LinkLineProps = { readonly link: MemberRecord['links'][number]; readonly isPending: boolean; readonly onSeparate: () => void };

function LinkLine({ link, isPending, onSeparate }: LinkLineProps): ReactNode {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const [from, into] = [useMember(link.memberId), useMember(link.into)];
  const error = from.error ?? into.error;
  if (error !== null) return <ErrorNotice error={answerOf(error)} />;
  if (from.data === undefined || into.data === undefined)
    return (
      <output aria-label={t('shared.loading')}>
        <Skeleton h={48} />
      </output>
    );
  const cards = [...from.data.cards, from.data.phoneMasked].filter((part) => part !== null).join(' · ');
  return (
    <Group justify="space-between" wrap="nowrap" className="jifen-surface" p="sm">
      <div>
        <Text fw={600}>{t('person.linkOf', { from: nameOf(from.data), into: nameOf(into.data) })}</Text>
        <Text size="sm" c="dimmed">
          {cards}
        </Text>
      </div>
      <Button color="red" variant="light" flex="none" loading={isPending} onClick={onSeparate}>
        {t('person.unmergeOne', { name: nameOf(from.data) })}
      </Button>
    </Group>
  );
}
