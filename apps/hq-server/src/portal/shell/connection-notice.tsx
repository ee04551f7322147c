import { Button, Group, Paper, Text } from '@mantine/core';
import { isUnreachable } from '@jifen/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** Floats over the page, so that nothing moves, while something on it is shown from before the line was lost. */
export function ConnectionNotice(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const isLost = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => cache.getAll().some((query) => query.isActive() && query.state.data !== undefined && isUnreachable(query.state.error)),
  );
  return (
    <output className={classes['notice']}>
      {isLost && (
        <Paper className="jifen-surface" shadow="md" p="sm">
          <Group gap="sm" wrap="nowrap" justify="space-between">
            <Text>{t('shell.serverLost')}</Text>
            <Button variant="light" size="md" flex="none" onClick={() => void client.refetchQueries({ type: 'active' })}>
              {t('shared.retry')}
            </Button>
          </Group>
        </Paper>
      )}
    </output>
  );
}
