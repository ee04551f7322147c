import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LifeTable } from '../life/life-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { Facts } from '../piece/facts.tsx';
import { RecordDrawer } from '../piece/record-drawer.tsx';
import { ReceiptHeadPanel } from '../receipt-head/receipt-head-panel.tsx';
import { EnrolButton } from '../terminal/enrol-button.tsx';
import { TerminalTable } from '../terminal/terminal-table.tsx';
import { EditForm } from './edit-form.tsx';
import { useBranch, type Branch } from './queries.ts';

export function BranchDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const query = useBranch(id);
  return (
    <RecordDrawer title={query.data?.name ?? t('branch.title')} isOpen={id !== ''} onClose={onClose} query={query}>
      {(branch) => <BranchContent branch={branch} />}
    </RecordDrawer>
  );
}

function BranchContent({ branch }: { readonly branch: Branch }): ReactNode {
  const { t } = useTranslation();
  const [isEditing, editing] = useDisclosure(false);
  return (
    <Tabs defaultValue="profile" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="profile">{t('branch.tab.profile')}</Tabs.Tab>
        <Tabs.Tab value="terminals">{t('branch.tab.terminals')}</Tabs.Tab>
        <Tabs.Tab value="receipt">{t('receiptHead.tab')}</Tabs.Tab>
        <Tabs.Tab value="lives">{t('branch.tab.lives')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="profile">
        <Stack>
          <Group justify="flex-end">
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={editing.open}>
              {t('branch.editTitle')}
            </Button>
          </Group>
          <Facts
            facts={[
              { label: t('branch.id'), value: branch.id },
              { label: t('branch.address'), value: <Given text={branch.address} /> },
              { label: t('branch.contact'), value: <Given text={branch.contact} /> },
              { label: t('branch.openingHours'), value: <Given text={branch.openingHours} /> },
              { label: t('branch.promotions'), value: <Given text={branch.promotions} /> },
            ]}
          />
        </Stack>
        <Dialog title={t('branch.editTitle')} isOpen={isEditing} onClose={editing.close}>
          <EditForm branch={branch} onDone={editing.close} />
        </Dialog>
      </Tabs.Panel>
      <Tabs.Panel value="terminals">
        <Stack>
          <Group justify="flex-end">
            <EnrolButton branchId={branch.id} />
          </Group>
          <TerminalTable branchId={branch.id} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="receipt">
        <ReceiptHeadPanel branchId={branch.id} />
      </Tabs.Panel>
      <Tabs.Panel value="lives">
        <LifeTable branchId={branch.id} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Given({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  return text === '' ? (
    <Text span inherit c="dimmed">
      {t('branch.none')}
    </Text>
  ) : (
    <Text span inherit style={{ whiteSpace: 'pre-line' }}>
      {text}
    </Text>
  );
}
