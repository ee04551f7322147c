import { Button } from '@mantine/core';
import { answerOf, EmptyState, ErrorNotice } from '@jifen/ui';
import { IconPlus, IconScale } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { DataTable, TableSkeleton } from '../piece/data-table.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { useRules } from './queries.ts';
import { useRuleColumns } from './rule-columns.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import { RuleEditorScreen } from './rule-editor-screen.tsx';

export function RuleScreen(): ReactNode {
  const { id = '' } = useParams<{ id?: string }>();
  const isHqAdmin = useIsHqAdmin();
  return id === 'new' && isHqAdmin ? <RuleEditorScreen /> : <RuleList id={id} />;
}

function RuleList({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  return (
    <>
      <PageHead title={t('rule.title')} hint={t('rule.hint')}>
        {isHqAdmin && (
          <Button component={Link} href="/rules/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('rule.publish')}
          </Button>
        )}
      </PageHead>
      <RuleTable />
      <RuleDrawer id={id} onClose={() => address.go('/rules')} />
    </>
  );
}

function RuleTable(): ReactNode {
  const { t } = useTranslation();
  const address = useAddress();
  const query = useRules();
  const columns = useRuleColumns(query.data ?? []);
  const label = t('rule.list');
  if (query.isPending) return <TableSkeleton label={label} columns={columns} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconScale} title={t('rule.emptyTitle')} hint={t('rule.emptyHint')} />
      </div>
    );
  }
  return (
    <DataTable
      label={label}
      columns={columns}
      items={query.data}
      keyOf={({ version }) => String(version)}
      onOpen={({ version }) => address.go(`/rules/${version}`)}
      openLabel={({ version }) => t('rule.open', { n: version })}
    />
  );
}
