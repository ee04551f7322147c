import { Button } from '@mantine/core';
import { IconDatabaseX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './copies.module.css';
import { useCopies } from './queries.ts';

/** Says that the last copy failed; silent as long as all is well. */
export function CopyChip({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const { data } = useCopies();
  if (data === undefined || data.lastFailure === null) return null;
  const words = t('copies.chip');
  return (
    <Button variant="light" color="amber" px="sm" className={classes['chip'] ?? ''} aria-label={words} title={words} onClick={onOpen}>
      <IconDatabaseX size={20} aria-hidden />
      <span className={classes['long']}>{words}</span>
    </Button>
  );
}
