import { Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { answerOf, EmptyState, ErrorNotice, useFormat } from '@jifen/ui';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, TableSkeleton, type Column } from '../piece/data-table.tsx';
import { LifeDialog } from './life-dialog.tsx';
import { LifeState } from './life-state.tsx';
import { useLives, type Life } from './queries.ts';

/** The lives of a branch's tills: those that count, and on demand those that are over. */
export function LifeTable({ branchId }: { readonly branchId: string }): ReactNode {
  const { t } = useTranslation();
  const [isOver, over] = useDisclosure(false);
  const [opened, setOpened] = useState<Life | null>(null);
  return (
    <Stack>
      <Switch label={t('life.over')} checked={isOver} onChange={over.toggle} />
      <LifeRows branchId={branchId} isOver={isOver} onOpen={setOpened} />
      <LifeDialog life={opened} onClose={() => setOpened(null)} />
    </Stack>
  );
}

type LifeRowsProps = { readonly branchId: string; readonly isOver: boolean; readonly onOpen: (life: Life) => void };

function LifeRows({ branchId, isOver, onOpen }: LifeRowsProps): ReactNode {
  const { t } = useTranslation();
  const query = useLives(branchId, isOver);
  const columns = useColumns();
  const label = t('life.list');
  if (query.isPending) return <TableSkeleton label={label} columns={columns} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconDeviceDesktop} title={t('life.emptyTitle')} hint={t('life.emptyHint')} />
      </div>
    );
  }
  return (
    <DataTable
      label={label}
      columns={columns}
      items={query.data}
      keyOf={({ incarnation }) => incarnation}
      onOpen={onOpen}
      openLabel={({ terminalName }) => t('life.open', { name: terminalName ?? t('life.noName') })}
    />
  );
}

function useColumns(): readonly Column<Life>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { key: 'terminal', label: t('life.terminal'), render: ({ terminalName }) => terminalName ?? t('life.noName') },
    { key: 'state', label: t('life.state'), render: ({ state }) => <LifeState state={state} /> },
    { key: 'since', label: t('life.since'), render: ({ since }) => format.dateTime(since) },
    {
      key: 'seen',
      label: t('life.lastExchange'),
      render: ({ lastExchangeAt }) => (lastExchangeAt === null ? t('piece.never') : format.dateTime(lastExchangeAt)),
    },
    {
      key: 'acked',
      label: t('life.acked'),
      isNumber: true,
      render: ({ ackedSeq, headSeq }) => `${format.count(ackedSeq)} / ${format.count(headSeq)}`,
    },
  ];
}
