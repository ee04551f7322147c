import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice, LanguageSwitch, ThemeSwitch, useFormat } from '@jifen/ui';
import { IconHome2, IconKey, IconLogout, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Screen } from '../piece/screen.tsx';
import { useBranchName, useMe, type Me } from '../queries.ts';
import { useSignOut } from '../sign-in/queries.ts';
import classes from './profile.module.css';

export function ProfileScreen(): ReactNode {
  const { t } = useTranslation();
  const query = useMe();
  const signOut = useSignOut();
  return (
    <Screen title={t('profile.title')}>
      {query.data !== undefined && <Facts me={query.data} />}
      {query.isPending && <Skeleton h={460} radius="lg" />}
      {query.isError && query.data === undefined && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
      <Stack gap="sm">
        <Button component={Link} href="/profile/phone" variant="default" leftSection={<IconPhone size={22} aria-hidden />}>
          {t('profile.changePhone')}
        </Button>
        <Button component={Link} href="/profile/address" variant="default" leftSection={<IconHome2 size={22} aria-hidden />}>
          {t('profile.changeAddress')}
        </Button>
        <Button component={Link} href="/profile/password" variant="default" leftSection={<IconKey size={22} aria-hidden />}>
          {t('profile.changePassword')}
        </Button>
      </Stack>
      <Group justify="space-between">
        <Text c="dimmed">{t('profile.settings')}</Text>
        <Group gap="sm">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Group>
      <Button variant="subtle" color="red" leftSection={<IconLogout size={22} aria-hidden />} onClick={signOut}>
        {t('profile.signOut')}
      </Button>
    </Screen>
  );
}

function Facts({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const facts: readonly (readonly [string, string | null])[] = [
    ['name', me.name],
    ['cards', me.cards.join(' ')],
    ['tier', me.tier.name],
    ['phone', me.phoneMasked],
    ['idNumber', me.idNumberMasked],
    ['birthday', me.birthday],
    ['address', me.address],
    ['homeBranch', branchName(me.homeBranch)],
    ['joinedAt', format.date(me.joinedAt)],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`profile.${name}`)}</dt>
          <dd>{value === null || value === '' ? <span className={classes['none']}>{t('profile.none')}</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
