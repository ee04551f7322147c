import { Anchor, Text } from '@mantine/core';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBranchName } from '../branch/queries.ts';
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
  const fieldsOf = ({ fields }: AuditItem): string => fields.map((field) => t(`audit.field.${field}`, { defaultValue: field })).join('、');
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
          { key: 'key', label: t('audit.key'), render: (item) => <Subject item={item} /> },
          {
            key: 'fields',
            label: t('audit.fields'),
            from: 'lg',
            render: (item) => (
              <Text inherit c="dimmed" lineClamp={1}>
                {fieldsOf(item)}
              </Text>
            ),
          },
        ]}
      />
    </>
  );
}

/** What it was done to: a name or a way there, where the page has one. */
function Subject({ item: { topic, key, type } }: { readonly item: AuditItem }): ReactNode {
  const { t } = useTranslation();
  const branchName = useBranchName();
  if (key === null) return '—';
  if (topic === 'branch') return branchName(key);
  if (topic === 'rule') return t('rule.versionN', { n: key });
  if (topic === 'member' || type === 'points_adjusted') {
    return (
      <Anchor component={Link} href={`/members/${key}`} inherit display="inline-block" py={3}>
        {t('audit.openMember')}
      </Anchor>
    );
  }
  return (
    <Text inherit c="dimmed" truncate maw={240} title={key}>
      {key}
    </Text>
  );
}
