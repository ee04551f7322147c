import { Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useTop } from './use-top.ts';
import classes from './screen.module.css';

type ScreenProps = { readonly title: string; readonly back?: string; readonly children: ReactNode };

export function Screen({ title, back, children }: ScreenProps): ReactNode {
  const { t } = useTranslation();
  useTop();
  useDocumentTitle(`${title} · ${t('shell.name')}`);
  return (
    <Stack gap="md">
      <div className={classes['head']}>
        {back !== undefined && (
          <Link href={back} className={classes['back']} aria-label={t('shell.back')}>
            <IconChevronLeft size={28} aria-hidden />
          </Link>
        )}
        <Title order={1} size="h3">
          {title}
        </Title>
      </div>
      {children}
    </Stack>
  );
}
