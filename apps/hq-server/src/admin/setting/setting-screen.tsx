import { Button, Group, Stack } from '@mantine/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../piece/page-head.tsx';
import { ScreenSkeleton } from '../piece/screen-skeleton.tsx';
import { useSettings } from './queries.ts';
import { SettingForm } from './setting-form.tsx';

export function SettingScreen(): ReactNode {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useSettings();
  if (isPending) return <ScreenSkeleton />;
  return (
    <>
      <PageHead title={t('setting.title')} hint={t('setting.hint')} />
      {data === undefined ? (
        <Stack align="flex-start">
          {error !== null && <ErrorNotice error={answerOf(error)} />}
          <Group>
            <Button variant="default" onClick={() => void refetch()}>
              {t('shared.retry')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <SettingForm key={data.version} settings={data} />
      )}
    </>
  );
}
