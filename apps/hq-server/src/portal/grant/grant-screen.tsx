import { Button, NativeSelect, Skeleton, Text } from '@mantine/core';
import { answerOf, ErrorNotice, GrantView } from '@jifen/ui';
import { IconQrcode } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../piece/screen.tsx';
import { useBranches, useMe } from '../queries.ts';
import { useGrant } from './queries.ts';

/** Points that a member takes along to one shop, on the phone's screen. */
export function GrantScreen(): ReactNode {
  const { t } = useTranslation();
  const branches = useBranches();
  const me = useMe();
  const error = branches.error ?? me.error;
  const isKnown = branches.data !== undefined && me.data !== undefined;
  return (
    <Screen title={t('fetch.title')} back="/">
      <Text>{t('fetch.why')}</Text>
      {isKnown && <Fetching branches={branches.data.items} firstId={me.data.lastBranch ?? me.data.homeBranch} />}
      {!isKnown && error === null && <Skeleton h={150} radius="lg" />}
      {!isKnown && error !== null && (
        <ErrorNotice
          error={answerOf(error)}
          onRetry={() => {
            void branches.refetch();
            void me.refetch();
          }}
        />
      )}
    </Screen>
  );
}

type FetchingProps = { readonly branches: readonly { readonly id: string; readonly name: string }[]; readonly firstId: string };

function Fetching({ branches, firstId }: FetchingProps): ReactNode {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState(firstId);
  const [askedId, setAskedId] = useState<string | null>(null);
  const grant = useGrant(askedId);
  const nameOf = (id: string) => branches.find((branch) => branch.id === id)?.name ?? id;
  function choose(id: string): void {
    setChosenId(id);
    setAskedId(null);
  }
  return (
    <>
      <NativeSelect
        size="lg"
        label={t('fetch.branch')}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosenId}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {grant.data === undefined && (
        <Button leftSection={<IconQrcode size={22} aria-hidden />} loading={grant.isFetching} onClick={() => setAskedId(chosenId)}>
          {t('fetch.submit')}
        </Button>
      )}
      {grant.error !== null && <ErrorNotice error={answerOf(grant.error)} onRetry={() => void grant.refetch()} />}
      {grant.data !== undefined && (
        <GrantView grant={grant.data} nameOf={nameOf} isAsking={grant.isFetching} onAgain={() => void grant.refetch()} />
      )}
    </>
  );
}
