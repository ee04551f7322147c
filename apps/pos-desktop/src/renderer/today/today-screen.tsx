import { Amount, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { Center, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartBar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Today } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { Notices } from './notices.tsx';
import classes from './today.module.css';
import { Waiting } from '../shell/waiting.tsx';

export function TodayScreen({ till }: { readonly till: EnrolledTill }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const today = useQuery({ queryKey: ['today'], queryFn: api.readToday });
  const answer = errorAnswerOf(today.error);
  if (today.data === undefined) {
    return (
      <Center h="100%" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void today.refetch()} />}
      </Center>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and holds nothing else that keys could reach
    <section className={classes['page']} aria-labelledby="today" tabIndex={0}>
      <div>
        <Title order={1} size="h2" id="today">
          {t('today.title', { date: today.data.businessDate })}
        </Title>
        <Text c="dimmed">{t('today.hint')}</Text>
      </div>
      <Figures today={today.data} />
      <Notices promotions={till.branch.promotions} />
      <ByHour today={today.data} />
    </section>
  );
}

function Figures({ today }: { readonly today: Today }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm">
      <Figure name={t('today.sales')} note={t('today.salesCount', { n: format.count(today.sales.count) })}>
        <Amount amountFen={today.sales.amountFen} />
      </Figure>
      <Figure name={t('today.issued')}>{format.count(today.pointsIssued)}</Figure>
      <Figure name={t('today.newMembers')}>{format.count(today.newMembers)}</Figure>
      <Figure name={t('today.refunds')} note={t('today.salesCount', { n: format.count(today.refunds.count) })}>
        <Amount amountFen={today.refunds.amountFen} />
      </Figure>
      <Figure name={t('today.redeemed')}>{format.count(today.pointsRedeemed)}</Figure>
      <Figure name={t('today.redemptions')}>{format.count(today.redemptions.count)}</Figure>
    </SimpleGrid>
  );
}

function Figure({ name, note, children }: { readonly name: string; readonly note?: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={`jifen-surface ${classes['figure'] ?? ''}`}>
      <Text c="dimmed">{name}</Text>
      <Text className={`jifen-number ${classes['value'] ?? ''}`}>{children}</Text>
      <Text size="sm" c="dimmed" className="jifen-number" mih={21}>
        {note}
      </Text>
    </div>
  );
}

/** Bars by opening hour; each says its figures, so the picture needs no eyes. */
function ByHour({ today }: { readonly today: Today }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const peakFen = Math.max(0, ...today.byHour.map(({ amountFen }) => amountFen));
  const amountByHour = new Map(today.byHour.filter(({ count }) => count > 0).map((entry) => [entry.hour, entry]));
  const first = Math.min(8, ...amountByHour.keys());
  const last = Math.max(21, ...amountByHour.keys());
  const hours = Array.from(
    { length: last - first + 1 },
    (_, i) => amountByHour.get(first + i) ?? { hour: first + i, count: 0, amountFen: 0 },
  );
  return (
    <section className={`jifen-surface ${classes['chart'] ?? ''}`} aria-label={t('today.byHour')}>
      <Title order={2} size="h4">
        {t('today.byHour')}
      </Title>
      {peakFen === 0 ? (
        <EmptyState icon={IconChartBar} title={t('today.empty')} />
      ) : (
        <ol className={classes['bars']}>
          {hours.map(({ hour, count, amountFen }) => (
            <li key={hour} title={t('today.hourBar', { hour, amount: format.yuan(amountFen), n: format.count(count) })}>
              <span className={classes['column']}>
                <span className={classes['bar']} style={{ height: `${(amountFen / peakFen) * 100}%` }} />
              </span>
              <span className="jifen-number" aria-hidden>
                {hour}
              </span>
              <span className={classes['spoken']}>
                {t('today.hourBar', { hour, amount: format.yuan(amountFen), n: format.count(count) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
