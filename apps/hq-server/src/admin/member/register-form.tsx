import { Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newId } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices } from '../branch/queries.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { NewPasswordInput } from '../piece/new-password-input.tsx';
import { filledOf } from '../piece/filled-of.ts';
import { useSend } from '../piece/use-send.ts';
import { useSaved } from '../piece/use-saved.ts';
import { useSession } from '../session.ts';
import { MEMBER_FIELD_BY_CODE } from './field-by-code.ts';
import { useRegisterMember, type MemberItem } from './queries.ts';

type RegisterFormProps = { readonly onDone: () => void; readonly onRegistered: (member: MemberItem) => void };

export function RegisterForm({ onDone, onRegistered }: RegisterFormProps): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const branches = useBranchChoices();
  // One id for this form: a repeated press or a retry after a lost answer registers nobody twice.
  const [id] = useState(newId);
  const saved = useSaved('members');
  const form = useForm({
    initialValues: {
      name: '',
      phone: '',
      idNumber: '',
      birthday: '',
      address: '',
      cardNumber: '',
      password: '',
      homeBranch: person.branchId ?? '',
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('error.name_empty') : null),
      homeBranch: (branch) => (branch === '' ? t('piece.required') : null),
    },
  });
  const sending = useSend(useRegisterMember(), { fieldByCode: MEMBER_FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ name, homeBranch, ...rest }) => {
    sending.send({ id, name: name.trim(), homeBranch, ...filledOf(rest) }, (member) => {
      onDone();
      onRegistered(member);
      saved(t('member.registered', { name: member.name }));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput label={t('member.name')} withAsterisk data-autofocus maxLength={64} {...form.getInputProps('name')} />
          <TextInput label={t('member.phone')} inputMode="tel" autoComplete="off" {...form.getInputProps('phone')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput
            label={t('member.idNumber')}
            description={t('member.form.idNumberHint')}
            inputWrapperOrder={ORDER}
            autoComplete="off"
            {...form.getInputProps('idNumber')}
          />
          <TextInput type="date" label={t('member.birthday')} {...form.getInputProps('birthday')} />
        </Group>
        <TextInput label={t('member.address')} maxLength={200} autoComplete="off" {...form.getInputProps('address')} />
        <TextInput
          label={t('member.card')}
          description={t('member.form.cardHint')}
          inputWrapperOrder={ORDER}
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('cardNumber')}
        />
        <NewPasswordInput label={t('signIn.password')} description={t('member.form.passwordHint')} {...form.getInputProps('password')} />
        <Select
          label={t('member.homeBranch')}
          withAsterisk
          data={branches}
          allowDeselect={false}
          disabled={person.branchId !== null}
          {...form.getInputProps('homeBranch')}
        />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('member.form.submitRegister')} onCancel={onDone} />
    </form>
  );
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
