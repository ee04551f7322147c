import { Badge, Button, Group, Menu, Stack, Tabs } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconCreditCard, IconKey, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../piece/dialog.tsx';
import { RecordDrawer } from '../piece/record-drawer.tsx';
import { useIsHqAdmin } from '../session.ts';
import { AdjustForm } from './adjust-form.tsx';
import { CardForm } from './card-form.tsx';
import { EditForm } from './edit-form.tsx';
import { MemberFigures, MemberProfile } from './member-profile.tsx';
import { PasswordForm } from './password-form.tsx';
import { PointPlaces } from './point-places.tsx';
import { useMember, type MemberRecord } from './queries.ts';
import { Statement } from './statement.tsx';
import { StatusForm } from './status-form.tsx';

export function MemberDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const query = useMember(id);
  return (
    <RecordDrawer title={query.data?.name ?? t('member.title')} isOpen={id !== ''} onClose={onClose} query={query}>
      {(member) => <MemberContent member={member} />}
    </RecordDrawer>
  );
}

function MemberContent({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Group gap="xs">
          <Badge variant="light" size="lg" tt="none">
            {member.tier.name}
          </Badge>
          {!member.isActive && (
            <Badge variant="light" color="red" size="lg" tt="none">
              {t('member.inactive')}
            </Badge>
          )}
        </Group>
        <MemberActions member={member} />
      </Group>
      <MemberFigures member={member} />
      <Tabs defaultValue="profile" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="profile">{t('member.tab.profile')}</Tabs.Tab>
          <Tabs.Tab value="statement">{t('member.tab.statement')}</Tabs.Tab>
          <Tabs.Tab value="places">{t('member.tab.places')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profile">
          <MemberProfile member={member} />
        </Tabs.Panel>
        <Tabs.Panel value="statement">
          <Statement memberId={member.id} />
        </Tabs.Panel>
        <Tabs.Panel value="places">
          <PointPlaces member={member} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

type Action = 'edit' | 'adjust' | 'card' | 'password' | 'status';

function MemberActions({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const isHqAdmin = useIsHqAdmin();
  const [action, setAction] = useState<Action | null>(null);
  const close = (): void => setAction(null);
  const statusIcon = member.isActive ? <IconUserOff size={16} aria-hidden /> : <IconUserCheck size={16} aria-hidden />;
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setAction('edit')}>
        {t('member.action.edit')}
      </Button>
      {isHqAdmin && (
        <Button variant="default" leftSection={<IconAdjustments size={16} aria-hidden />} onClick={() => setAction('adjust')}>
          {t('member.action.adjust')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('member.action.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCreditCard size={16} aria-hidden />} onClick={() => setAction('card')}>
            {t('member.action.replaceCard')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setAction('password')}>
            {t('member.action.setPassword')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item {...(member.isActive ? { color: 'red' } : {})} leftSection={statusIcon} onClick={() => setAction('status')}>
            {t(member.isActive ? 'member.action.deactivate' : 'member.action.activate')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog title={t('member.form.editTitle')} isOpen={action === 'edit'} onClose={close}>
        <EditForm member={member} onDone={close} />
      </Dialog>
      <Dialog title={t('member.adjust.title')} isOpen={action === 'adjust'} onClose={close}>
        <AdjustForm member={member} onDone={close} />
      </Dialog>
      <Dialog title={t('member.newCard.title')} isOpen={action === 'card'} onClose={close}>
        <CardForm member={member} onDone={close} />
      </Dialog>
      <Dialog title={t('member.newPassword.title')} isOpen={action === 'password'} onClose={close}>
        <PasswordForm member={member} onDone={close} />
      </Dialog>
      <Dialog
        title={t(member.isActive ? 'member.change.deactivateTitle' : 'member.change.activateTitle', { name: member.name })}
        isOpen={action === 'status'}
        onClose={close}
      >
        <StatusForm member={member} onDone={close} />
      </Dialog>
    </Group>
  );
}
