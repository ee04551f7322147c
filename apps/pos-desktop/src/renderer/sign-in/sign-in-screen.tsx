import { EmptyState, ErrorNotice, LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import { Avatar, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { Choices } from '../shell/choices.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PinPad } from './pin-pad.tsx';
import { useSignIn, useStaff } from './queries.ts';
import { roleKeyOf } from './role.ts';
import classes from './sign-in.module.css';
import { Welcome } from './welcome.tsx';
import { Waiting } from '../shell/waiting.tsx';

export type SignInScreenProps = { readonly till: EnrolledTill; readonly isRenewal: boolean };

export function SignInScreen({ till, isRenewal }: SignInScreenProps): ReactNode {
  const { t } = useTranslation();
  const { session } = useTill();
  const state = session.getState();
  const [chosen, setChosen] = useState<Staff | null>(state.kind === 'expired' ? state.session.person : null);
  const signIn = useSignIn();
  const refused = errorAnswerOf(signIn.error);
  // Here the person was chosen from a list; only the PIN can be wrong.
  const answer = refused?.code === 'sign_in_failed' ? { code: 'wrong_pin' } : refused;
  return (
    <Welcome place={till.branch.name}>
      <Stack gap="lg">
        <div>
          <Title order={1} size="h2">
            {isRenewal ? t('signIn.renewalTitle') : t('signIn.title')}
          </Title>
          {isRenewal && <Text c="dimmed">{t('signIn.renewalHint')}</Text>}
        </div>
        {chosen === null ? (
          <StaffChoice onChoose={setChosen} />
        ) : (
          <PinPad
            staff={chosen}
            isBusy={signIn.isPending}
            onSubmit={(pin) => signIn.mutate({ staffId: chosen.id, pin })}
            onBack={() => {
              signIn.reset();
              setChosen(null);
            }}
          />
        )}
        {answer !== null && <ErrorNotice error={answer} />}
        <Group justify="flex-end" gap="xs">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Stack>
    </Welcome>
  );
}

function StaffChoice({ onChoose }: { readonly onChoose: (staff: Staff) => void }): ReactNode {
  const { t } = useTranslation();
  const staff = useStaff();
  if (staff.isError) {
    const answer = errorAnswerOf(staff.error);
    return answer === null ? null : <ErrorNotice error={answer} onRetry={() => void staff.refetch()} />;
  }
  if (staff.data === undefined) return <Waiting />;
  if (staff.data.items.length === 0) return <EmptyState icon={IconUsers} title={t('signIn.empty')} hint={t('signIn.emptyHint')} />;
  return (
    <Choices label={t('signIn.choose')} columns={2}>
      {staff.data.items.map((person, i) => (
        <UnstyledButton
          key={person.id}
          className={classes['person']}
          ref={i === 0 ? focusAtOnce : undefined}
          onClick={() => onChoose(person)}
        >
          <Avatar color="jade" radius="50%" size={48} aria-hidden>
            {person.name.slice(0, 1)}
          </Avatar>
          <div>
            <Text fw={650} size="lg">
              {person.name}
            </Text>
            <Text c="dimmed" size="sm">
              {t(`signIn.role.${roleKeyOf(person.role)}`)}
            </Text>
          </div>
        </UnstyledButton>
      ))}
    </Choices>
  );
}
