import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { answerOf, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CompareMembers } from '../person/compare-members.tsx';
import { useNameOf } from '../person/use-name-of.ts';
import { ListFoot } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useIsHqAdmin } from '../session.ts';
import classes from './duplicate.module.css';
import { useDismissDuplicate, useDuplicates, useMergeDuplicate, type Duplicate } from './queries.ts';

export function DuplicateScreen(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('duplicate.title')} hint={t('duplicate.hint')} />
      <Candidates />
    </>
  );
}

function Candidates(): ReactNode {
  const { t } = useTranslation();
  const query = useDuplicates();
  if (query.isPending)
    return (
      <output aria-label={t('shared.loading')}>
        <Skeleton h={320} />
      </output>
    );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError && items.length === 0) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (items.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconUsersGroup} title={t('duplicate.emptyTitle')} hint={t('duplicate.emptyHint')} />
      </div>
    );
  }
  return (
    <Stack gap="sm">
      <ul className={classes['list']} aria-label={t('duplicate.list')}>
        {items.map((duplicate) => (
          <li key={duplicate.id} className="jifen-surface">
            <Candidate duplicate={duplicate} />
          </li>
        ))}
      </ul>
      <ListFoot query={query} shown={items.length} />
    </Stack>
  );
}

function Candidate({ duplicate }: { readonly duplicate: Duplicate }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isHqAdmin = useIsHqAdmin();
  const { members, survivor, field, createdAt } = duplicate;
  return (
    <Stack gap="sm" className={classes['candidate']}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t(`duplicate.why.${field}`)}
        </Title>
        <Text size="sm" c="dimmed">
          {format.dateTime(createdAt)}
        </Text>
      </Group>
      <CompareMembers members={members} survivorId={survivor} />
      {isHqAdmin ? <Decision duplicate={duplicate} /> : <Text c="dimmed">{t('duplicate.readOnly')}</Text>}
    </Stack>
  );
}

/** Both can be taken back: a merge can be undone, and who was told apart can still be merged from their record. */
function Decision({ duplicate }: { readonly duplicate: Duplicate }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const client = useQueryClient();
  const saved = useSaved('members');
  const done = (message: string): void => {
    saved(message);
    void client.invalidateQueries({ queryKey: ['duplicates'] });
  };
  const merge = useMergeDuplicate(duplicate);
  const dismiss = useDismissDuplicate(duplicate.id);
  const error = merge.error ?? dismiss.error;
  const survivor = duplicate.members.find(({ id }) => id === duplicate.survivor);
  const isNamed = survivor !== undefined && new Set(duplicate.members.map(nameOf)).size > 1;
  return (
    <>
      <Text size="sm">{t('person.after')}</Text>
      {error !== null && <ErrorNotice error={answerOf(error)} />}
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={dismiss.isPending}
          disabled={merge.isPending}
          onClick={() => dismiss.mutate(undefined, { onSuccess: () => done(t('duplicate.dismissed')) })}
        >
          {t('duplicate.dismiss')}
        </Button>
        <Button
          loading={merge.isPending}
          disabled={dismiss.isPending}
          onClick={() => merge.mutate(undefined, { onSuccess: () => done(t('person.merged')) })}
        >
          {isNamed ? t('duplicate.merge', { name: nameOf(survivor) }) : t('person.mergeOne')}
        </Button>
      </Group>
    </>
  );
}
