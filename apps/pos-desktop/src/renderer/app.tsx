import { ErrorNotice, useSessionState } from '@jifen/ui';
import { Center } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, TillState } from './api/model.ts';
import { errorAnswerOf, useTill, type Person } from './api/till-context.tsx';
import { DownloadBar } from './enrol/download-bar.tsx';
import { BeginScreen } from './enrol/begin-screen.tsx';
import { KeyLayer } from './keys/keys-provider.tsx';
import { LockProvider } from './lock/lock-provider.tsx';
import { Curtain } from './shell/curtain.tsx';
import { Shell } from './shell/shell.tsx';
import { Waiting } from './shell/waiting.tsx';
import { PinChangeScreen } from './sign-in/pin-change-screen.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';

/** not enrolled → enrol; nobody signed in → sign-in; else the shop, under a curtain while it is not known who stands there. */
export function App(): ReactNode {
  const { api, session } = useTill();
  const sessionState = useSessionState(session);
  const state = useQuery({
    queryKey: ['state'],
    queryFn: api.readState,
    // The first download is told as it goes, also to whoever is not signed in yet and hears of no change.
    refetchInterval: (query) => (isDownloading(query.state.data) ? 1000 : 10_000),
  });

  if (state.data === undefined) {
    const answer = errorAnswerOf(state.error);
    return (
      <Center h="100dvh" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void state.refetch()} />}
      </Center>
    );
  }
  if (!state.data.enrolled) return <BeginScreen till={state.data} onChanged={() => void state.refetch()} />;
  if (sessionState.kind === 'signed_out') {
    return (
      <KeyLayer isCurtain>
        <DownloadBar download={state.data.download} />
        <SignInScreen till={state.data} reason="start" present={null} onSignedIn={() => undefined} />
      </KeyLayer>
    );
  }
  return <Shop till={state.data} person={sessionState.session.person} isExpired={sessionState.kind === 'expired'} />;
}

function isDownloading(state: TillState | undefined): boolean {
  return state?.enrolled === true && state.download !== null;
}

type ShopProps = { readonly till: EnrolledTill; readonly person: Person; readonly isExpired: boolean };

function Shop({ till, person, isExpired }: ShopProps): ReactNode {
  const { t } = useTranslation();
  return (
    <LockProvider till={till} staff={person}>
      <Shell till={till} staff={person} />
      {isExpired && (
        <Curtain label={t('signIn.titles.renewal')}>
          <SignInScreen till={till} reason="renewal" present={person} onSignedIn={() => undefined} />
        </Curtain>
      )}
      {!isExpired && person.mustChangePin && (
        <Curtain label={t('signIn.mustChange')}>
          <PinChangeScreen till={till} staff={person} />
        </Curtain>
      )}
    </LockProvider>
  );
}
