import { Badge, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { EmptyState, useFormat } from '@jifen/ui';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchName } from '../branch/queries.ts';
import type { Column } from '../piece/data-table.tsx';
import { Dialog } from '../piece/dialog.tsx';
import { Facts } from '../piece/facts.tsx';
import { FormFoot } from '../piece/form-foot.tsx';
import { List } from '../piece/list.tsx';
import { PageHead } from '../piece/page-head.tsx';
import { useNow } from '../piece/use-now.ts';
import { useSaved } from '../piece/use-saved.ts';
import { useIsHqAdmin } from '../session.ts';
import { NoticeForm } from './notice-form.tsx';
import { useNotices, useWithdraw, type Notice } from './queries.ts';

/** What HQ tells the people at the tills, and for how long. */
export function NoticeScreen(): ReactNode {
  const { t } = useTranslation();
  const isHqAdmin = useIsHqAdmin();
  const [isWriting, writing] = useDisclosure(false);
  const [open, setOpen] = useState<Notice | null>(null);
  return (
    <>
      <PageHead title={t('notice.title')} hint={t('notice.hint')}>
        {isHqAdmin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={writing.open}>
            {t('notice.write')}
          </Button>
        )}
      </PageHead>
      <NoticeList onOpen={setOpen} />
      <Dialog title={t('notice.write')} isOpen={isWriting} onClose={writing.close} size={560}>
        <NoticeForm onDone={writing.close} />
      </Dialog>
      <Dialog title={t('notice.read')} isOpen={open !== null} onClose={() => setOpen(null)} size={560}>
        {open !== null && <NoticeContent notice={open} mayWithdraw={isHqAdmin} onDone={() => setOpen(null)} />}
      </Dialog>
    </>
  );
}

function NoticeList({ onOpen }: { readonly onOpen: (notice: Notice) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const whereOf = useWhere();
  const columns: readonly Column<Notice>[] = [
    { key: 'title', label: t('notice.head'), render: ({ title }) => <Title text={title} /> },
    { key: 'branch', label: t('notice.branch'), render: (notice) => <OneLine text={whereOf(notice)} /> },
    {
      key: 'published',
      label: t('notice.publishedAt'),
      from: 'lg',
      render: ({ publishedAt }) => <OneLine text={format.dateTime(publishedAt)} />,
    },
    {
      key: 'until',
      label: t('notice.until'),
      from: 'lg',
      render: ({ until }) => <OneLine text={until === null ? t('notice.open') : format.dateTime(until)} />,
    },
    { key: 'state', label: t('notice.state'), render: (notice) => <NoticeState notice={notice} /> },
  ];
  return (
    <List
      label={t('notice.list')}
      query={useNotices()}
      columns={columns}
      keyOf={({ id }) => id}
      onOpen={onOpen}
      openLabel={({ title }) => t('notice.openOne', { title })}
      empty={<EmptyState icon={IconSpeakerphone} title={t('notice.emptyTitle')} hint={t('notice.emptyHint')} />}
    />
  );
}

/** As long as people write it: two lines of it keep the state beside it in sight. */
function Title({ text }: { readonly text: string }): ReactNode {
  return (
    <Text span inherit lineClamp={2} style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }} miw={160}>
      {text}
    </Text>
  );
}

function OneLine({ text }: { readonly text: string }): ReactNode {
  return (
    <Text span inherit style={{ whiteSpace: 'nowrap' }}>
      {text}
    </Text>
  );
}

function useWhere(): (notice: Notice) => string {
  const { t } = useTranslation();
  const branchName = useBranchName();
  return ({ branchId }) => (branchId === null ? t('notice.everyBranch') : branchName(branchId));
}

function NoticeState({ notice: { isWithdrawn, until } }: { readonly notice: Notice }): ReactNode {
  const { t } = useTranslation();
  const now = useNow();
  const state = isWithdrawn ? 'withdrawn' : until !== null && until <= now ? 'over' : 'shown';
  return (
    <Badge variant="light" miw="max-content" color={state === 'shown' ? 'green' : 'gray'} tt="none">
      {t(`notice.states.${state}`)}
    </Badge>
  );
}

type NoticeContentProps = { readonly notice: Notice; readonly mayWithdraw: boolean; readonly onDone: () => void };

function NoticeContent({ notice, mayWithdraw, onDone }: NoticeContentProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const whereOf = useWhere();
  return (
    <Stack>
      <Text fw={650}>{notice.title}</Text>
      {notice.text !== '' && <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{notice.text}</Text>}
      <Facts
        facts={[
          { label: t('notice.branch'), value: whereOf(notice) },
          { label: t('notice.publishedAt'), value: format.dateTime(notice.publishedAt) },
          { label: t('notice.until'), value: notice.until === null ? t('notice.open') : format.dateTime(notice.until) },
          { label: t('notice.state'), value: <NoticeState notice={notice} /> },
        ]}
      />
      {mayWithdraw && !notice.isWithdrawn && <WithdrawForm id={notice.id} onDone={onDone} />}
    </Stack>
  );
}

function WithdrawForm({ id, onDone }: { readonly id: string; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('notices');
  const withdraw = useWithdraw(id);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate(undefined, {
          onSuccess: () => {
            onDone();
            saved();
          },
        });
      }}
    >
      <FormFoot sending={withdraw} submitLabel={t('notice.withdraw')} isDestructive onCancel={onDone} />
    </form>
  );
}
