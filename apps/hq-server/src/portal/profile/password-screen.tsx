import { useForm } from '@mantine/form';
import { checkPassword } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../piece/secret-input.tsx';
import { Screen } from '../piece/screen.tsx';
import { useChangePassword } from '../queries.ts';
import { ProfileForm, useDone } from './profile-form.tsx';

export function PasswordScreen(): ReactNode {
  const { t } = useTranslation();
  const change = useChangePassword();
  const done = useDone();
  const form = useForm({
    initialValues: { current: '', next: '', repeated: '' },
    validate: {
      current: (text) => (text === '' ? t('profile.required') : null),
      next: (text) => {
        const checked = checkPassword(text);
        return checked.ok ? null : t(`error.${checked.error.code}`);
      },
      repeated: (text, { next }) => (text === next ? null : t('profile.repeatDiffers')),
    },
  });
  const submit = form.onSubmit(({ current, next }) =>
    change.mutate({ current, next }, { onSuccess: () => done(t('profile.passwordSaved')) }),
  );
  return (
    <Screen title={t('profile.changePassword')} back="/profile">
      <ProfileForm error={change.error} isPending={change.isPending} onSubmit={submit}>
        <SecretInput label={t('profile.currentPassword')} autoComplete="current-password" {...form.getInputProps('current')} />
        <SecretInput
          label={t('profile.newPassword')}
          description={t('profile.newPasswordHint')}
          autoComplete="new-password"
          {...form.getInputProps('next')}
        />
        <SecretInput label={t('profile.repeatPassword')} autoComplete="new-password" {...form.getInputProps('repeated')} />
      </ProfileForm>
    </Screen>
  );
}
