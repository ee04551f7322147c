import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type PageOf<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

type PagesProps<T> = {
  readonly query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>;
  /** The height of one item, for what stands there before they come. */
  readonly itemHeight: number;
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
};

/** A list that reads on as one scrolls, in each of its states. */
export function Pages<T>({ query, itemHeight, empty, children }: PagesProps<T>): ReactNode {
  const { t } = useTranslation();
  if (query.isPending) {
    return (
      <Stack component="output" gap="sm" aria-label={t('shared.loading')}>
        {Array.from({ length: 5 }, (_, i) => (
          <Skeleton key={i} h={itemHeight} radius="lg" />
        ))}
      </Stack>
    );
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError && items.length === 0) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return <div className="jifen-surface">{empty}</div>;
  return (
    <Stack gap="sm">
      {children(items)}
      <More query={query} />
    </Stack>
  );
}

type MoreProps = {
  readonly query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage' | 'error'>;
};

/** Reads the next page when it comes into sight; the button is for keyboards and for after a failure. */
function More({ query }: MoreProps): ReactNode {
  const { t } = useTranslation();
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isInSight = entry?.isIntersecting === true;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (isInSight && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isInSight, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (!hasNextPage) {
    return (
      <Text c="dimmed" ta="center" py="sm">
        {t('piece.end')}
      </Text>
    );
  }
  return (
    <Stack ref={ref}>
      {isFetchNextPageError && <ErrorNotice error={answerOf(query.error)} />}
      <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('shared.loadMore')}
      </Button>
    </Stack>
  );
}
