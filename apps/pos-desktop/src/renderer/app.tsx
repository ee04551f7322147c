import { ErrorNotice, useSessionState } from '@jifen/ui';
import { Center } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorAnswerOf, useTill } from './api/till-context.tsx';
import { EnrolScreen } from './enrol/enrol-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { KeysActiveProvider } from './shell/use-keys.ts';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { Waiting } from './shell/waiting.tsx';

/** not enrolled → enrol; nobody signed in → sign-in; else the shop. An expired session keeps the shop under the sign-in. */
export function App(): ReactNode {
  const { api, session } = useTill();
  const sessionState = useSessionState(session);
  const state = useQuery({ queryKey: ['state'], queryFn: api.readState });

  if (state.data === undefined) {
    const answer = errorAnswerOf(state.error);
    return (
      <Center h="100dvh" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void state.refetch()} />}
      </Center>
    );
  }
  if (!state.data.enrolled) return <EnrolScreen hqUrl={state.data.hqUrl ?? null} onEnrolled={() => void state.refetch()} />;
  return (
    <>
      {sessionState.kind !== 'signed_out' && (
        <KeysActiveProvider value={sessionState.kind === 'signed_in'}>
          <div inert={sessionState.kind === 'expired'}>
            <Shell till={state.data} staff={sessionState.session.person} />
          </div>
        </KeysActiveProvider>
      )}
      {sessionState.kind !== 'signed_in' && <SignInScreen till={state.data} isRenewal={sessionState.kind === 'expired'} />}
    </>
  );
}
