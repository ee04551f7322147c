import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { changesOf } from '../piece/changes-of.ts';
import { useSend } from '../piece/use-send.ts';
import { useSaved } from '../piece/use-saved.ts';
import { MEMBER_FIELD_BY_CODE } from './field-by-code.ts';
import { useChangeMember, type MemberRecord } from './queries.ts';

type MemberFormProps = { readonly member: MemberRecord; readonly onDone: () => void };

/** Sends only what was changed, so that two people who edit different fields do not undo each other. */
export function EditForm({ member, onDone }: MemberFormProps): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('members');
  const form = useForm({
    initialValues: {
      name: member.name,
      phone: member.phone ?? '',
      idNumber: member.idNumber ?? '',
      birthday: member.birthday ?? '',
      address: member.address ?? '',
    },
    validate: { name: (name) => (name.trim() === '' ? t('error.name_empty') : null) },
  });
  const sending = useSend(useChangeMember(member.id), { fieldByCode: MEMBER_FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((values) => {
    sending.send(changesOf(form.getInitialValues(), values), () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t('member.name')} withAsterisk data-autofocus maxLength={64} {...form.getInputProps('name')} />
        <TextInput label={t('member.phone')} inputMode="tel" autoComplete="off" {...form.getInputProps('phone')} />
        <TextInput label={t('member.idNumber')} autoComplete="off" {...form.getInputProps('idNumber')} />
        <TextInput type="date" label={t('member.birthday')} {...form.getInputProps('birthday')} />
        <TextInput label={t('member.address')} maxLength={200} autoComplete="off" {...form.getInputProps('address')} />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('shared.save')} onCancel={onDone} />
    </form>
  );
}
