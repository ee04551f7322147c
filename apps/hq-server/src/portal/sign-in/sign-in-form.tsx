import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { parseLookup } from '@jifen/core';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../piece/secret-input.tsx';
import { useSignIn } from './queries.ts';

export function SignInForm({ children }: { readonly children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { identifier: '', password: '' },
    validate: {
      identifier: (text) => {
        if (text.trim() === '') return t('signIn.identifierNeeded');
        return parseLookup(text).kind === 'name' ? t('signIn.identifierWrong') : null;
      },
      password: (password) => (password === '' ? t('signIn.passwordNeeded') : null),
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ identifier, password }) => signIn.mutate({ identifier: identifier.trim(), password }))}>
      <Stack>
        <TextInput
          label={t('signIn.identifier')}
          autoComplete="username"
          autoCapitalize="characters"
          spellCheck={false}
          {...form.getInputProps('identifier')}
        />
        <SecretInput label={t('signIn.password')} autoComplete="current-password" {...form.getInputProps('password')} />
        {signIn.isError && <ErrorNotice error={answerOf(signIn.error)} />}
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
        {children}
      </Stack>
    </form>
  );
}
