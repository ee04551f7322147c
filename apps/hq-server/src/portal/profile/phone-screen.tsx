import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { parsePhone } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../piece/screen.tsx';
import { useChangeMe, useMe } from '../queries.ts';
import { ProfileForm, useDone } from './profile-form.tsx';

export function PhoneScreen(): ReactNode {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const change = useChangeMe();
  const done = useDone();
  const form = useForm({
    initialValues: { phone: '' },
    validate: { phone: (text) => (parsePhone(text).ok ? null : t('error.phone_malformed')) },
  });
  const submit = form.onSubmit(({ phone }) => change.mutate({ phone }, { onSuccess: () => done(t('profile.phoneSaved')) }));
  return (
    <Screen title={t('profile.changePhone')} back="/profile">
      {me !== undefined && me.phoneMasked !== null && <Text>{t('profile.nowPhone', { phone: me.phoneMasked })}</Text>}
      <ProfileForm error={change.error} isPending={change.isPending} onSubmit={submit}>
        <TextInput
          label={t('profile.newPhone')}
          description={t('profile.phoneHint')}
          type="tel"
          autoComplete="tel-national"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('phone')}
        />
      </ProfileForm>
    </Screen>
  );
}
