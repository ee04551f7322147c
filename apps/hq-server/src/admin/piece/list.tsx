import { Button, Group, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice, useFormat } from '@jifen/ui';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageOf } from './use-pages.ts';
import { DataTable, TableSkeleton, type Column } from './data-table.tsx';

type ListProps<T> = {
  readonly label: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (item: T) => string;
  readonly onOpen?: (item: T) => void;
  readonly openLabel?: (item: T) => string;
  /** What stands there when nothing was found. */
  readonly empty: ReactNode;
};

/** A list that grows by pages, in each of its states. */
export function List<T>({ query, empty, ...table }: ListProps<T>): ReactNode {
  if (query.isPending) return <TableSkeleton label={table.label} columns={table.columns} />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError && items.length === 0) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return <div className="jifen-surface">{empty}</div>;
  return (
    <Stack gap="sm">
      <DataTable items={items} {...table} />
      <ListFoot query={query} shown={items.length} />
    </Stack>
  );
}

type ListFootProps = {
  readonly shown: number;
  readonly query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage' | 'error'>;
};

/** How much of a list is shown, and the way to more of it. */
export function ListFoot({ query, shown }: ListFootProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Stack gap="sm">
      {query.isFetchNextPageError && <ErrorNotice error={answerOf(query.error)} />}
      <Group justify="center" gap="md" mih={36}>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t(query.hasNextPage ? 'piece.shown' : 'piece.shownAll', { n: format.count(shown) })}
        </Text>
        {query.hasNextPage && (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shared.loadMore')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
