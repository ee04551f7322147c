import { Button, Group, Paper, Text } from '@mantine/core';
import { isUnreachable } from '@jifen/ui';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** Floats over the page, so that nothing moves, for as long as a visible query's last call found no server. */
export function ConnectionNotice(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const isLost = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => cache.getAll().some((query) => query.isActive() && isUnreachable(query.state.error)),
  );
  return (
    <output className={classes['notice']}>
      {isLost && (
        <Paper className="jifen-surface" shadow="md" px="md" py="xs">
          <Group gap="sm" wrap="nowrap">
            <IconPlugConnectedX size={20} color="var(--jifen-warning)" aria-hidden />
            <Text>{t('shell.serverLost')}</Text>
            <Button size="xs" variant="light" onClick={() => void client.refetchQueries({ type: 'active' })}>
              {t('shell.retryAll')}
            </Button>
          </Group>
        </Paper>
      )}
    </output>
  );
}
