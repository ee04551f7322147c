import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { EmptyState, useFormat, type Format } from '@jifen/ui';
import { IconUserPlus, IconUserSearch, IconUsers } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useBranchName } from '../branch/queries.ts';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { List } from '../piece/list.tsx';
import { useNameOf } from '../person/use-name-of.ts';
import { PageHead } from '../piece/page-head.tsx';
import { SearchField } from '../piece/search-field.tsx';
import { useAddress } from '../piece/use-address.ts';
import { MemberDrawer } from './member-drawer.tsx';
import { useMembers, type MemberItem } from './queries.ts';
import { RegisterForm } from './register-form.tsx';

export function MemberScreen(): ReactNode {
  const { t } = useTranslation();
  const { id = '' } = useParams<{ id?: string }>();
  const address = useAddress();
  const q = address.get('q');
  const [isRegistering, registering] = useDisclosure(false);
  const open = (member: { readonly id: string }): void => address.go(`/members/${member.id}`);
  return (
    <>
      <PageHead title={t('member.title')} hint={t('member.hint')}>
        <SearchField
          label={t('member.searchLabel')}
          placeholder={t('member.searchPlaceholder')}
          value={q}
          onSearch={(text) => address.set({ q: text })}
        />
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={registering.open}>
          {t('member.register')}
        </Button>
      </PageHead>
      <MemberList q={q} onOpen={open} />
      <MemberDrawer id={id} onClose={() => address.go('/members')} />
      <Dialog title={t('member.form.registerTitle')} isOpen={isRegistering} onClose={registering.close} size={560}>
        <RegisterForm onDone={registering.close} onRegistered={open} />
      </Dialog>
    </>
  );
}

type MemberListProps = { readonly q: string; readonly onOpen: (member: MemberItem) => void };

function MemberList({ q, onOpen }: MemberListProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const branchName = useBranchName();
  const nameOf = useNameOf();
  const query = useMembers(q);
  return (
    <List
      label={t('member.list')}
      query={query}
      columns={columnsOf({ t, format, branchName, nameOf })}
      keyOf={({ id }) => id}
      onOpen={onOpen}
      openLabel={(member) => t('member.openMember', { name: nameOf(member) })}
      empty={
        q === '' ? (
          <EmptyState icon={IconUsers} title={t('member.emptyTitle')} hint={t('member.emptyHint')} />
        ) : (
          <EmptyState icon={IconUserSearch} title={t('member.noneFoundTitle')} hint={t('member.noneFoundHint')} />
        )
      }
    />
  );
}

type ColumnInput = {
  readonly t: TFunction;
  readonly format: Format;
  readonly branchName: (id: string) => string;
  readonly nameOf: (member: MemberItem) => string;
};

function columnsOf({ t, format, branchName, nameOf }: ColumnInput): readonly Column<MemberItem>[] {
  return [
    { key: 'name', label: t('member.name'), render: nameOf },
    { key: 'status', label: t('member.status'), render: (member) => <StatusText member={member} /> },
    { key: 'card', label: t('member.card'), from: 'lg', render: (member) => <CardsText cards={member.cards} /> },
    { key: 'phone', label: t('member.phone'), render: (member) => member.phoneMasked ?? '—' },
    { key: 'tier', label: t('member.tier'), render: (member) => member.tier.name },
    {
      key: 'points',
      label: t('member.points'),
      isNumber: true,
      render: (member) => (
        <Text fw={600} inherit>
          {format.count(member.points)}
        </Text>
      ),
    },
    {
      key: 'debt',
      label: t('member.debt'),
      isNumber: true,
      render: ({ debt }) =>
        debt === 0 ? (
          '—'
        ) : (
          <Text c="var(--mantine-color-error)" inherit>
            {format.count(debt)}
          </Text>
        ),
    },
    { key: 'spend', label: t('member.totalSpend'), isNumber: true, from: 'lg', render: (member) => format.yuan(member.totalSpendFen) },
    { key: 'branch', label: t('member.homeBranch'), render: (member) => branchName(member.homeBranch) },
    {
      key: 'last',
      label: t('member.lastPurchaseAt'),
      from: 'xl',
      render: (member) => (member.lastPurchaseAt === null ? '—' : format.date(member.lastPurchaseAt)),
    },
  ];
}

function StatusText({ member: { isActive, isErased } }: { readonly member: MemberItem }): ReactNode {
  const { t } = useTranslation();
  if (isErased) {
    return (
      <Badge variant="light" color="gray" tt="none">
        {t('person.erased')}
      </Badge>
    );
  }
  return isActive ? (
    <Text inherit c="dimmed">
      {t('member.active')}
    </Text>
  ) : (
    <Badge variant="light" color="red" tt="none">
      {t('member.inactive')}
    </Badge>
  );
}

function CardsText({ cards }: { readonly cards: readonly string[] }): ReactNode {
  const [first = '—', ...more] = cards;
  return (
    <Group gap={6} wrap="nowrap">
      {first}
      {more.length > 0 && (
        <Text size="xs" c="dimmed">
          +{more.length}
        </Text>
      )}
    </Group>
  );
}
