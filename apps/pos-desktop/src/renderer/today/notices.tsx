import { ErrorNotice, useFormat } from '@jifen/ui';
import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import classes from './today.module.css';

/** What HQ wants the counter to know, and what the shop offers now. */
export function Notices({ promotions }: { readonly promotions: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const notices = useQuery({ queryKey: ['notices'], queryFn: api.listNotices });
  const answer = errorAnswerOf(notices.error);
  const items = notices.data?.items ?? [];
  return (
    <section className={`jifen-surface ${classes['notices'] ?? ''}`} aria-label={t('today.notices')}>
      <Title order={2} size="h4">
        {t('today.notices')}
      </Title>
      {answer !== null && <ErrorNotice error={answer} onRetry={() => void notices.refetch()} />}
      {notices.isSuccess && items.length === 0 && promotions === '' && <Text c="dimmed">{t('today.noNotices')}</Text>}
      {promotions !== '' && (
        <article>
          <Title order={3} size="h5">
            {t('today.promotions')}
          </Title>
          <Text className={classes['words'] ?? ''}>{promotions}</Text>
        </article>
      )}
      {items.map(({ id, title, text, publishedAt, until }) => (
        <article key={id}>
          <Title order={3} size="h5">
            {title}
          </Title>
          {text !== '' && <Text className={classes['words'] ?? ''}>{text}</Text>}
          <Text size="sm" c="dimmed" className="jifen-number">
            {until === null
              ? t('today.published', { at: format.dateTime(publishedAt) })
              : t('today.publishedUntil', { at: format.dateTime(publishedAt), until: format.dateTime(until) })}
          </Text>
        </article>
      ))}
    </section>
  );
}
