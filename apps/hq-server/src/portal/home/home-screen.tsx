import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { answerOf, ErrorNotice, useFormat } from '@jifen/ui';
import { IconGift, IconInfoCircle, IconList, IconQrcode, IconShoppingBag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useTop } from '../piece/use-top.ts';
import { useMe, type Me } from '../queries.ts';
import { useSession } from '../session.ts';
import { Expiring } from './expiring.tsx';
import classes from './home.module.css';
import { MemberCard } from './member-card.tsx';

export function HomeScreen(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const query = useMe();
  useTop();
  useDocumentTitle(t('shell.name'));
  return (
    <Stack gap="md">
      <Title order={1} size="h3" className={classes['greeting']}>
        {t('home.greeting', { name: query.data?.name ?? person.name })}
      </Title>
      {query.data !== undefined && <Content me={query.data} />}
      {query.isPending && <Waiting />}
      {query.isError && query.data === undefined && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
    </Stack>
  );
}

function Content({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <MemberCard me={me} />
      {me.debt > 0 && (
        <Alert
          color="amber"
          icon={<IconInfoCircle aria-hidden />}
          title={t('home.debt', { n: format.count(me.debt) })}
          className={classes['debt'] ?? ''}
        >
          {t('home.debtHint')}
        </Alert>
      )}
      <Expiring soon={me.expiringSoon} />
      <dl className={classes['facts']}>
        <Fact label={t('home.spend')} value={format.yuan(me.totalSpendFen)} />
        <Fact label={t('home.purchases')} value={t('home.times', { n: format.count(me.purchases) })} />
        <Fact label={t('home.experience')} value={format.count(me.experience)} />
      </dl>
      <Button component={Link} href="/rewards" leftSection={<IconGift size={22} aria-hidden />}>
        {t('home.toRewards')}
      </Button>
      <Button component={Link} href="/orders" variant="default" leftSection={<IconShoppingBag size={22} aria-hidden />}>
        {t('order.title')}
      </Button>
      <Button component={Link} href="/grant" variant="default" leftSection={<IconQrcode size={22} aria-hidden />}>
        {t('home.toGrant')}
      </Button>
      <Button component={Link} href="/statement" variant="default" leftSection={<IconList size={22} aria-hidden />}>
        {t('home.toStatement')}
      </Button>
    </>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <div>
      <Text component="dt" c="dimmed">
        {label}
      </Text>
      <dd className="jifen-number">{value}</dd>
    </div>
  );
}

function Waiting(): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack component="output" gap="md" aria-label={t('shared.loading')}>
      <Skeleton h={252} radius="xl" />
      <Skeleton h={150} radius="lg" />
      <Skeleton h={50} />
      <Skeleton h={50} />
      <Skeleton h={50} />
    </Stack>
  );
}
