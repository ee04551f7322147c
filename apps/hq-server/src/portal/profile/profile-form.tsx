import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';

type ProfileFormProps = {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
};

/** One thing to change, why it was refused, and one button. */
export function ProfileForm({ error, isPending, onSubmit, children }: ProfileFormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        {children}
        {error !== null && <ErrorNotice error={answerOf(error)} />}
        <Button type="submit" fullWidth loading={isPending}>
          {t('shared.save')}
        </Button>
      </Stack>
    </form>
  );
}

/** Says what was done and goes back to the profile. */
export function useDone(): (message: string) => void {
  const [, navigate] = useLocation();
  return (message) => {
    notifications.show({ message, color: 'jade', autoClose: 4000 });
    navigate('/profile');
  };
}
