import { Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill } from '../api/model.ts';
import classes from './download.module.css';

/** How far the first download is; nothing waits for it. */
export function DownloadBar({ download }: Pick<EnrolledTill, 'download'>): ReactNode {
  const { t } = useTranslation();
  if (download === null) return null;
  const percent = Math.min(99, Math.floor((download.cursor / download.head) * 100));
  return (
    <output className={classes['bar']}>
      <Text size="sm">{t('enrol.downloading', { percent })}</Text>
      <Progress value={percent} size={8} aria-label={t('enrol.downloadLabel')} />
    </output>
  );
}
