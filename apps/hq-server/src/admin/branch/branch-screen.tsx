import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { answerOf, EmptyState, ErrorNotice } from '@jifen/ui';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { DataTable, TableSkeleton, type Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useAddress } from '../piece/use-address.ts';
import { useIsHqAdmin } from '../session.ts';
import { BranchDrawer } from './branch-drawer.tsx';
import { CreateForm } from './create-form.tsx';
import { useBranches, type Branch } from './queries.ts';

export function BranchScreen(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams<{ id?: string }>();
  const address = useAddress();
  const isHqAdmin = useIsHqAdmin();
  const [isCreating, creating] = useDisclosure(false);
  const open = (branch: Branch): void => address.go(`/branches/${branch.id}`);
  return (
    <>
      <PageHead title={t(isHqAdmin ? 'branch.title' : 'branch.ownTitle')} hint={t('branch.hint')}>
        {isHqAdmin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
            {t('branch.create')}
          </Button>
        )}
      </PageHead>
      <BranchTable onOpen={open} />
      <BranchDrawer id={id} onClose={() => address.go('/branches')} />
      <Dialog title={t('branch.createTitle')} isOpen={isCreating} onClose={creating.close} size={560}>
        <CreateForm onDone={creating.close} />
      </Dialog>
    </>
  );
}

function BranchTable({ onOpen }: { readonly onOpen: (branch: Branch) => void }): ReactNode {
  const { t } = useTranslation();
  const query = useBranches();
  const label = t('branch.list');
  const columns: readonly Column<Branch>[] = [
    { key: 'name', label: t('branch.name'), render: ({ name }) => name },
    { key: 'address', label: t('branch.address'), render: ({ address }) => <Given text={address} /> },
    { key: 'contact', label: t('branch.contact'), render: ({ contact }) => <Given text={contact} /> },
    { key: 'openingHours', label: t('branch.openingHours'), from: 'lg', render: ({ openingHours }) => <Given text={openingHours} /> },
    { key: 'promotions', label: t('branch.promotions'), from: 'xl', render: ({ promotions }) => <Given text={promotions} /> },
  ];
  if (query.isPending) return <TableSkeleton label={label} columns={columns} />;
  if (query.data === undefined) return <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <div className="jifen-surface">
        <EmptyState icon={IconBuildingStore} title={t('branch.emptyTitle')} hint={t('branch.emptyHint')} />
      </div>
    );
  }
  return (
    <DataTable
      label={label}
      columns={columns}
      items={query.data}
      keyOf={({ id }) => id}
      onOpen={onOpen}
      openLabel={({ name }) => t('branch.open', { name })}
    />
  );
}

/** One line of what may be many, so that rows stay of one height. */
function Given({ text }: { readonly text: string }): ReactNode {
  return (
    <Text inherit lineClamp={1} maw={340}>
      {text === '' ? '—' : text}
    </Text>
  );
}
