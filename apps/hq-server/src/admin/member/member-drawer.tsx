import { Badge, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import {
  IconAdjustments,
  IconCreditCard,
  IconKey,
  IconPencil,
  IconQrcode,
  IconUserCheck,
  IconUserOff,
  type Icon,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GrantDialog } from '../grant/grant-dialog.tsx';
import { PersonActions } from '../person/person-actions.tsx';
import { useNameOf } from '../person/use-name-of.ts';
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
  const nameOf = useNameOf();
  return (
    <RecordDrawer
      title={query.data === undefined ? t('member.title') : nameOf(query.data)}
      isOpen={id !== ''}
      onClose={onClose}
      query={query}
    >
      {(member) => <MemberContent member={member} />}
    </RecordDrawer>
  );
}

function MemberContent({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Badge variant="light" size="lg" tt="none">
          {member.tier.name}
        </Badge>
        {member.isErased && (
          <Badge variant="light" color="gray" size="lg" tt="none">
            {t('person.erased')}
          </Badge>
        )}
        {!member.isActive && !member.isErased && (
          <Badge variant="light" color="red" size="lg" tt="none">
            {t('member.inactive')}
          </Badge>
        )}
      </Group>
      <MemberFigures member={member} />
      {member.isErased ? <Text c="dimmed">{t('person.erasedHint')}</Text> : <MemberActions member={member} />}
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

type Action = 'edit' | 'adjust' | 'card' | 'password' | 'grant' | 'status';

function MemberActions({ member }: { readonly member: MemberRecord }): ReactNode {
  const { t } = useTranslation();
  const isHqAdmin = useIsHqAdmin();
  const [action, setAction] = useState<Action | null>(null);
  const close = (): void => setAction(null);
  const actions: readonly { readonly name: Action; readonly icon: Icon; readonly word: string }[] = [
    { name: 'edit', icon: IconPencil, word: 'member.action.edit' },
    ...(isHqAdmin ? [{ name: 'adjust', icon: IconAdjustments, word: 'member.action.adjust' } as const] : []),
    { name: 'card', icon: IconCreditCard, word: 'member.action.replaceCard' },
    { name: 'password', icon: IconKey, word: 'member.action.setPassword' },
    ...(member.isActive ? [{ name: 'grant', icon: IconQrcode, word: 'fetch.action' } as const] : []),
    member.isActive
      ? { name: 'status', icon: IconUserOff, word: 'member.action.deactivate' }
      : { name: 'status', icon: IconUserCheck, word: 'member.action.activate' },
  ];
  return (
    <Group gap="xs">
      {actions.map(({ name, icon: Icon, word }) => (
        <Button key={name} size="xs" variant="default" leftSection={<Icon size={15} aria-hidden />} onClick={() => setAction(name)}>
          {t(word)}
        </Button>
      ))}
      {isHqAdmin && <PersonActions member={member} />}
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
      <GrantDialog member={member} isOpen={action === 'grant'} onClose={close} />
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
