import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lastAccount, useSignIn } from './queries.ts';

export function SignInForm({ children }: { readonly children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { account: lastAccount(), password: '' },
    validate: {
      account: (account) => (account.trim() === '' ? t('signIn.accountNeeded') : null),
      password: (password) => (password === '' ? t('signIn.passwordNeeded') : null),
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ account, password }) => signIn.mutate({ account: account.trim(), password }))}>
      <Stack>
        <TextInput
          label={t('signIn.account')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('account')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        {signIn.isError && <ErrorNotice error={answerOf(signIn.error)} />}
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
        {children}
      </Stack>
    </form>
  );
}
