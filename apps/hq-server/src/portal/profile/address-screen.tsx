import { Skeleton, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { answerOf, ErrorNotice } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../piece/screen.tsx';
import { useChangeMe, useMe, type Me } from '../queries.ts';
import { ProfileForm, useDone } from './profile-form.tsx';

export function AddressScreen(): ReactNode {
  const { t } = useTranslation();
  const query = useMe();
  return (
    <Screen title={t('profile.changeAddress')} back="/profile">
      {query.data !== undefined && <AddressForm me={query.data} />}
      {query.isPending && <Skeleton h={200} radius="lg" />}
      {query.isError && query.data === undefined && <ErrorNotice error={answerOf(query.error)} onRetry={() => void query.refetch()} />}
    </Screen>
  );
}

function AddressForm({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const change = useChangeMe();
  const done = useDone();
  const form = useForm({ initialValues: { address: me.address ?? '' } });
  const submit = form.onSubmit(({ address }) => {
    change.mutate({ address: address.replaceAll(/\s+/g, ' ').trim() }, { onSuccess: () => done(t('profile.addressSaved')) });
  });
  return (
    <ProfileForm error={change.error} isPending={change.isPending} onSubmit={submit}>
      <Textarea
        label={t('profile.newAddress')}
        description={t('profile.addressHint')}
        autoComplete="street-address"
        autosize
        minRows={2}
        maxLength={200}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('address')}
      />
    </ProfileForm>
  );
}
