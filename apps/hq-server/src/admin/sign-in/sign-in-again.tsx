import { Button, Modal, Stack, Text } from '@mantine/core';
import { useSessionState } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionStore } from '../session.ts';
import { useSignOut } from './queries.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page, which stays as it was: calls that met the expired session wait and then go on. */
export function SignInAgain(): ReactNode {
  const { t } = useTranslation();
  const store = useSessionStore();
  const leave = useSignOut();
  const state = useSessionState(store);
  const name = state.kind === 'expired' ? state.session.person.name : '';
  return (
    <Modal
      opened={state.kind === 'expired'}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('signIn.againTitle')}
      zIndex={400}
    >
      <Stack>
        <Text>{t('signIn.againHint', { name })}</Text>
        <SignInForm>
          <Button variant="subtle" color="red" onClick={leave}>
            {t('signIn.leave')}
          </Button>
        </SignInForm>
      </Stack>
    </Modal>
  );
}
