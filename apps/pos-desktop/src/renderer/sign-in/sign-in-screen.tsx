import { ErrorNotice, LanguageSwitch, ThemeSwitch, type ErrorAnswer } from '@jifen/ui';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconLogout, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { ReEnrolNotice } from '../enrol/re-enrol-notice.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { PersonHead } from './person-head.tsx';
import { PinPad } from './pin-pad.tsx';
import { useSignIn } from './queries.ts';
import { StaffChoice } from './staff-choice.tsx';
import { Welcome } from './welcome.tsx';

/** Why somebody is asked who they are: nobody is there, the session ended, the till is locked, somebody else takes over. */
export type SignInReason = 'start' | 'renewal' | 'locked' | 'switch';

export type SignInScreenProps = {
  readonly till: EnrolledTill;
  readonly reason: SignInReason;
  /** Whose basket it is; null: nobody's yet. */
  readonly present: Staff | null;
  readonly onSignedIn: () => void;
  /** Where there is a way back without a PIN. */
  readonly onBack?: () => void;
  readonly onLeave?: () => void;
};

export function SignInScreen({ till, reason, present, onSignedIn, onBack, onLeave }: SignInScreenProps): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Staff | null>(reason === 'switch' ? null : present);
  const signIn = useSignIn(onSignedIn);
  const answer = pinProblemOf(errorAnswerOf(signIn.error));
  function chooseAnew(): void {
    signIn.reset();
    setChosen(null);
  }
  useKeys({ back: chosen !== null && !(reason === 'locked' && chosen.id === present?.id) ? chooseAnew : onBack });
  return (
    <Welcome place={till.branch.name}>
      <Stack gap="lg">
        <div>
          <Title order={1} size="h2">
            {t(`signIn.titles.${reason}`)}
          </Title>
          {reason !== 'start' && <Text c="dimmed">{t(`signIn.hints.${reason}`)}</Text>}
        </div>
        {!till.canSignIn && <ReEnrolNotice till={till} mayEnrol />}
        {chosen === null ? (
          <StaffChoice label={t('signIn.choose')} onChoose={setChosen} />
        ) : (
          <Stack gap="md">
            <Group justify="space-between" wrap="nowrap">
              <PersonHead staff={chosen} />
              <Button variant="default" leftSection={<IconUsers size={18} aria-hidden />} onClick={chooseAnew}>
                {t('signIn.change')}
              </Button>
            </Group>
            <PinPad
              key={chosen.id}
              label={t('signIn.pin')}
              submitLabel={t(reason === 'locked' ? 'signIn.unlock' : 'signIn.submit')}
              isBusy={signIn.isPending}
              onSubmit={(pin) => signIn.mutate({ staffId: chosen.id, pin })}
            />
          </Stack>
        )}
        {answer !== null && <ErrorNotice error={answer} />}
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            {onBack !== undefined && (
              <Button variant="default" px="sm" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
                {t('shared.back')}
              </Button>
            )}
            {onLeave !== undefined && (
              <Button variant="default" px="sm" leftSection={<IconLogout size={18} aria-hidden />} onClick={onLeave}>
                {t('signIn.leave')}
              </Button>
            )}
          </Group>
          <Group gap="xs">
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        </Group>
      </Stack>
    </Welcome>
  );
}

/** Here the person was chosen from a list; only the PIN can be wrong. */
export function pinProblemOf(answer: ErrorAnswer | null): ErrorAnswer | null {
  return answer?.code === 'sign_in_failed' ? { ...answer, code: 'wrong_pin' } : answer;
}
