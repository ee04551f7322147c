import { Button } from '@mantine/core';
import { EmptyState } from '@jifen/ui';
import { IconId, IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import { activeColumn } from '../piece/active-column.tsx';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useStaff, type StaffMember } from './queries.ts';
import { CreateStaffForm, EditStaffForm } from './staff-form.tsx';

/** Who works where, and who may open which door. */
export function StaffScreen(): ReactNode {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<StaffMember | 'new' | null>(null);
  const close = (): void => setEdited(null);
  return (
    <>
      <PageHead title={t('staff.title')} hint={t('staff.hint')}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {t('staff.create')}
        </Button>
      </PageHead>
      <StaffList onOpen={setEdited} />
      <Dialog title={t(edited === 'new' ? 'staff.createTitle' : 'staff.editTitle')} isOpen={edited !== null} onClose={close} size={560}>
        {edited === 'new' && <CreateStaffForm onDone={close} />}
        {edited !== 'new' && edited !== null && <EditStaffForm person={edited} onDone={close} />}
      </Dialog>
    </>
  );
}

function StaffList({ onOpen }: { readonly onOpen: (person: StaffMember) => void }): ReactNode {
  const { t } = useTranslation();
  const branchName = useBranchName();
  const columns: readonly Column<StaffMember>[] = [
    { key: 'name', label: t('staff.name'), render: ({ name }) => name },
    { key: 'account', label: t('staff.account'), render: ({ account }) => account },
    { key: 'role', label: t('staff.role'), render: ({ role }) => t(`role.${role}`) },
    { key: 'branch', label: t('staff.branch'), render: ({ branchId }) => (branchId === null ? t('branch.hq') : branchName(branchId)) },
    { key: 'pin', label: t('staff.pin'), from: 'lg', render: (person) => t(`staff.pinState.${pinStateOf(person)}`) },
    activeColumn({ label: t('staff.state'), active: t('staff.active'), inactive: t('staff.inactive') }),
  ];
  return (
    <List
      label={t('staff.list')}
      query={useStaff()}
      columns={columns}
      keyOf={({ id }) => id}
      onOpen={onOpen}
      openLabel={({ name }) => t('staff.open', { name })}
      empty={<EmptyState icon={IconId} title={t('staff.emptyTitle')} hint={t('staff.emptyHint')} />}
    />
  );
}

function pinStateOf({ role, hasPin, mustChangePin }: StaffMember): 'unused' | 'missing' | 'once' | 'set' {
  if (role === 'hq_admin') return 'unused';
  if (!hasPin) return 'missing';
  return mustChangePin ? 'once' : 'set';
}
