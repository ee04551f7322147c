import { Button } from '@mantine/core';
import { EmptyState } from '@jifen/ui';
import { IconLock, IconMapQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { HOME } from '../screens.ts';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconMapQuestion} title={t('shell.notFoundTitle')} hint={t('shell.notFoundHint')}>
      <HomeButton />
    </EmptyState>
  );
}

export function NotPermitted(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconLock} title={t('shell.notPermittedTitle')} hint={t('shell.notPermittedHint')}>
      <HomeButton />
    </EmptyState>
  );
}

function HomeButton(): ReactNode {
  const { t } = useTranslation();
  return (
    <Button component={Link} href={HOME} variant="light" mt="sm">
      {t('shell.home')}
    </Button>
  );
}
