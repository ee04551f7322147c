import { Button, Stack, Text, Title } from '@mantine/core';
import { IconLock, IconMapQuestion, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { HOME } from '../screens.ts';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return <DeadEnd icon={IconMapQuestion} title={t('shell.notFoundTitle')} hint={t('shell.notFoundHint')} />;
}

export function NotPermitted(): ReactNode {
  const { t } = useTranslation();
  return <DeadEnd icon={IconLock} title={t('shell.notPermittedTitle')} hint={t('shell.notPermittedHint')} />;
}

function DeadEnd({ icon: Icon, title, hint }: { readonly icon: Icon; readonly title: string; readonly hint: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack align="center" gap="sm" pt={96} ta="center">
      <Icon size={48} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text c="dimmed">{hint}</Text>
      <Button component={Link} href={HOME} variant="light" mt="sm">
        {t('shell.home')}
      </Button>
    </Stack>
  );
}
