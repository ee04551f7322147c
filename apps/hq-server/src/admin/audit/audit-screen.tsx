import { Text } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAudit, useStaffName, type AuditItem } from './queries.ts';

export function AuditScreen(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const staffName = useStaffName();
  const whatOf = ({ type, topic }: AuditItem): string =>
    t(`audit.type.${type}`, { topic: topic === null ? '' : t(`audit.topic.${topic}`, { defaultValue: topic }), defaultValue: type });
  const whoOf = ({ staffId, topic }: AuditItem): string =>
    staffId === null ? t(topic === 'member' ? 'audit.member' : 'audit.system') : staffName(staffId);
  return (
    <>
      <PageHead title={t('audit.title')} hint={t('audit.hint')} />
      <List
        label={t('audit.list')}
        query={useAudit()}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconHistory} title={t('audit.emptyTitle')} hint={t('audit.emptyHint')} />}
        columns={[
          { key: 'at', label: t('audit.at'), render: ({ at }) => format.dateTime(at) },
          { key: 'who', label: t('audit.who'), render: whoOf },
          { key: 'what', label: t('audit.what'), render: whatOf },
          {
            key: 'key',
            label: t('audit.key'),
            render: ({ key }) => (
              <Text inherit size="sm" ff="monospace" truncate maw={300}>
                {key ?? '—'}
              </Text>
            ),
          },
          {
            key: 'fields',
            label: t('audit.fields'),
            from: 'lg',
            render: ({ fields }) => (
              <Text inherit size="sm" c="dimmed" lineClamp={1}>
                {fields.join(', ')}
              </Text>
            ),
          },
        ]}
      />
    </>
  );
}
