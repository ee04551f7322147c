import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** While a screen's code is on its way: the same head and box that it will fill. */
export function ScreenSkeleton(): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack component="output" gap="lg" aria-label={t('shared.loading')}>
      <Skeleton h={52} w={240} />
      <Skeleton h={420} radius="lg" />
    </Stack>
  );
}
