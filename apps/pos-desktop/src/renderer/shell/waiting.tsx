import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Something is being read; said aloud too. */
export function Waiting(): ReactNode {
  const { t } = useTranslation();
  return (
    <output aria-label={t('shared.loading')}>
      <Loader />
    </output>
  );
}
