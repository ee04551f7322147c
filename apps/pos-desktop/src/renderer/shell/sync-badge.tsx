import { StateBadge, useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { syncLooks } from './sync-look.ts';
import { useSync } from './use-sync.ts';

export function SyncBadge(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useSync();
  const state = data?.state ?? 'unknown';
  const { tone, icon } = syncLooks[state];
  const pending = data?.pending ?? 0;
  return (
    <output>
      <StateBadge tone={tone} icon={icon}>
        {t(`shell.syncState.${state}`)}
        {pending > 0 && ` · ${t('shell.pending', { n: format.count(pending) })}`}
      </StateBadge>
    </output>
  );
}
