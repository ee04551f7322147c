import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { NewPasswordInput } from '../piece/new-password-input.tsx';
import { useSend } from '../piece/use-send.ts';
import { useSaved } from '../piece/use-saved.ts';
import { MEMBER_FIELD_BY_CODE } from './field-by-code.ts';
import { useSetMemberPassword, type MemberRecord } from './queries.ts';

export function PasswordForm({ member, onDone }: { readonly member: MemberRecord; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('members');
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password === '' ? t('piece.required') : null) },
  });
  const sending = useSend(useSetMemberPassword(member.id), { fieldByCode: MEMBER_FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((body) => {
    sending.send(body, () => {
      onDone();
      saved(t('member.newPassword.done'));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t('member.newPassword.hint')}</Text>
        <NewPasswordInput label={t('member.newPassword.label')} withAsterisk data-autofocus {...form.getInputProps('password')} />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('member.newPassword.submit')} onCancel={onDone} />
    </form>
  );
}
