import { Group, Stack, Text, Title } from '@mantine/core';
import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes['page']}>
      <Group component="header" justify="flex-end" gap="sm">
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
      <Stack component="main" gap="lg" className={classes['main']}>
        <Stack gap={4} align="center" ta="center">
          <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={64} height={64} alt="" />
          <Title order={1} size="h2">
            {t('signIn.title')}
          </Title>
          <Text c="dimmed">{t('signIn.subtitle')}</Text>
        </Stack>
        <SignInForm />
        <Text c="dimmed" ta="center">
          {t('signIn.help')}
        </Text>
      </Stack>
    </div>
  );
}
