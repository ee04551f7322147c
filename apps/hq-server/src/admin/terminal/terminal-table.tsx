import { Badge, Text } from '@mantine/core';
import { answerOf, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { IconDeviceDesktop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { DataTable, TableSkeleton, type Column } from '../piece/data-table.tsx';
import { useIsHqAdmin } from '../session.ts';
import { useTerminals, type Terminal } from './queries.ts';
import { RevokeButton } from './revoke-button.tsx';

/** The tills of one branch, or of the chain. */
export function TerminalTable({ branchId }: { readonly branchId?: string }): ReactNode {
  const { t } = useTranslation();
  const query = useTerminals();
  const columns = useColumns(branchId === undefined);
  const label = t('terminal.list');
  if (query.isPending) return <TableSkeleton label={label} columns={columns} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  const terminals = query.data.filter((terminal) => branchId === undefined || terminal.branchId === branchId);
  if (terminals.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconDeviceDesktop} title={t('terminal.emptyTitle')} hint={t('terminal.emptyHint')} />
      </div>
    );
  }
  return <DataTable label={label} columns={columns} items={terminals} keyOf={({ id }) => id} />;
}

function useColumns(withBranch: boolean): readonly Column<Terminal>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const isHqAdmin = useIsHqAdmin();
  return [
    {
      key: 'name',
      label: t('terminal.name'),
      render: ({ name }) => (
        <Text inherit fw={600}>
          {name}
        </Text>
      ),
    },
    ...(withBranch ? [{ key: 'branch', label: t('terminal.branch'), render: (terminal: Terminal) => branchName(terminal.branchId) }] : []),
    { key: 'state', label: t('terminal.state'), render: (terminal) => <TerminalState terminal={terminal} /> },
    {
      key: 'seen',
      label: t('terminal.lastSeenAt'),
      render: ({ lastSeenAt }) => (lastSeenAt === null ? t('piece.never') : format.dateTime(lastSeenAt)),
    },
    {
      key: 'pending',
      label: t('terminal.pending'),
      isNumber: true,
      render: ({ pendingEvents }) => (pendingEvents === null ? '—' : format.count(pendingEvents)),
    },
    ...(withBranch ? [{ key: 'app', label: t('terminal.app'), from: 'lg' as const, render: (terminal: Terminal) => terminal.app }] : []),
    ...(isHqAdmin
      ? [
          {
            key: 'actions',
            label: t('terminal.actions'),
            isNumber: true,
            render: (terminal: Terminal) => <RevokeButton terminal={terminal} />,
          },
        ]
      : []),
  ];
}

function TerminalState({ terminal }: { readonly terminal: Terminal }): ReactNode {
  const { t } = useTranslation();
  const isFrozen = terminal.incarnationState === 'frozen';
  if (terminal.state === 'active' && !isFrozen) return t('terminal.active');
  return (
    <Badge variant="light" color={terminal.state === 'revoked' ? 'gray' : 'red'} tt="none">
      {t(terminal.state === 'revoked' ? 'terminal.revoked' : 'terminal.frozen')}
    </Badge>
  );
}
