import { Skeleton, Stack } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SideDrawer } from './side-drawer.tsx';

type RecordDrawerProps<T> = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly query: UseQueryResult<T>;
  readonly children: (record: T) => ReactNode;
};

/** A record that is read for itself, in each of its states. */
export function RecordDrawer<T>({ title, isOpen, onClose, query, children }: RecordDrawerProps<T>): ReactNode {
  return (
    <SideDrawer title={title} isOpen={isOpen} onClose={onClose}>
      {query.data === undefined ? <DrawerState query={query} /> : children(query.data)}
    </SideDrawer>
  );
}

function DrawerState<T>({ query }: { readonly query: UseQueryResult<T> }): ReactNode {
  const { t } = useTranslation();
  if (query.isError) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  return (
    <Stack component="output" aria-label={t('shared.loading')}>
      <Skeleton h={28} w="50%" />
      <Skeleton h={120} />
      <Skeleton h={240} />
    </Stack>
  );
}
