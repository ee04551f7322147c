import { Button, Select, Stack, Text } from '@mantine/core';
import { answerOf, ErrorNotice, GrantView } from '@jifen/ui';
import { IconQrcode } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices, useBranchName } from '../branch/queries.ts';
import { Dialog } from '../piece/dialog.tsx';
import { useSession } from '../session.ts';
import { useGrant } from './queries.ts';

type GrantDialogProps = {
  readonly member: { readonly id: string; readonly name: string };
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** The code that a clerk shows to the till for a member without a phone. */
export function GrantDialog({ member, isOpen, onClose }: GrantDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('fetch.title', { name: member.name })} isOpen={isOpen} onClose={onClose}>
      <Fetching memberId={member.id} />
    </Dialog>
  );
}

function Fetching({ memberId }: { readonly memberId: string }): ReactNode {
  const { t } = useTranslation();
  const choices = useBranchChoices();
  const nameOf = useBranchName();
  const { branchId: ownId } = useSession().person;
  const [chosenId, setChosenId] = useState<string | null>(ownId);
  const [askedId, setAskedId] = useState<string | null>(null);
  const grant = useGrant({ memberId, branchId: askedId });
  function choose(id: string | null): void {
    setChosenId(id);
    setAskedId(null);
  }
  return (
    <Stack>
      <Text c="dimmed">{t('fetch.hint')}</Text>
      <Select
        label={t('fetch.branch')}
        placeholder={t('fetch.choose')}
        allowDeselect={false}
        data={choices}
        value={chosenId}
        onChange={choose}
      />
      {grant.data === undefined && (
        <Button
          leftSection={<IconQrcode size={18} aria-hidden />}
          loading={grant.isFetching}
          disabled={chosenId === null}
          onClick={() => setAskedId(chosenId)}
        >
          {t('fetch.submit')}
        </Button>
      )}
      {grant.error !== null && <ErrorNotice error={answerOf(grant.error)} onRetry={() => void grant.refetch()} />}
      {grant.data !== undefined && (
        <GrantView grant={grant.data} nameOf={nameOf} isAsking={grant.isFetching} onAgain={() => void grant.refetch()} />
      )}
    </Stack>
  );
}
