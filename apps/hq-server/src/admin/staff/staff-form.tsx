import { Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { newId } from '@jifen/ui';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices } from '../branch/queries.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { NewPasswordInput } from '../piece/new-password-input.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useSession } from '../session.ts';
import { useChangeStaff, useCreateStaff, type StaffMember } from './queries.ts';
import { changesOf, contentOf, draftOf, type StaffDraft } from './staff-draft.ts';

const ROLES = ['cashier', 'branch_manager', 'hq_admin'] as const;
const PIN_LENGTH = { min: 6, max: 12 } as const;
const FIELD_BY_CODE = {
  account_taken: 'account',
  password_needed: 'password',
  password_too_short: 'password',
  password_too_long: 'password',
  password_too_easy: 'password',
  pin_too_easy: 'pin',
  branch_needed: 'branchId',
  branch_unknown: 'branchId',
} as const;

type StaffFields = UseFormReturnType<StaffDraft>;
type FormProps = { readonly onDone: () => void };

export function CreateStaffForm({ onDone }: FormProps): ReactNode {
  const { t } = useTranslation();
  const [id] = useState(newId);
  const form = useStaffForm(null);
  const act = useCreateStaff();
  return (
    <StaffForm isNew {...{ form, act, onDone }} bodyOf={(draft) => ({ id, ...contentOf(draft) })} submitLabel={t('staff.submitCreate')} />
  );
}

export function EditStaffForm({ person, onDone }: FormProps & { readonly person: StaffMember }): ReactNode {
  const { t } = useTranslation();
  const form = useStaffForm(person);
  const act = useChangeStaff(person.id);
  return <StaffForm {...{ form, act, onDone }} bodyOf={(draft) => changesOf(draft, person)} submitLabel={t('shared.save')} />;
}

function useStaffForm(person: StaffMember | null): StaffFields {
  const { t } = useTranslation();
  const self = useSession().person;
  return useForm<StaffDraft>({
    initialValues: draftOf(person, self.branchId ?? ''),
    validate: {
      account: (account) => (account.trim() === '' ? t('piece.required') : null),
      name: (name) => (name.trim() === '' ? t('error.name_empty') : null),
      branchId: (branchId, { role }) => (role !== 'hq_admin' && branchId === '' ? t('error.branch_needed') : null),
      pin: (pin) => (pin === '' || isPinShaped(pin) ? null : t('staff.pinShape', PIN_LENGTH)),
    },
  });
}

function isPinShaped(pin: string): boolean {
  return /^\d+$/.test(pin) && pin.length >= PIN_LENGTH.min && pin.length <= PIN_LENGTH.max;
}

type StaffFormProps<Body> = FormProps & {
  readonly form: StaffFields;
  readonly act: UseMutationResult<StaffMember, Error, Body>;
  readonly bodyOf: (draft: StaffDraft) => Body;
  readonly submitLabel: string;
  readonly isNew?: boolean;
};

function StaffForm<Body>({ form, act, bodyOf, submitLabel, isNew = false, onDone }: StaffFormProps<Body>): ReactNode {
  const saved = useSaved('staff');
  const sending = useSend(act, { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((draft) => {
    sending.send(bodyOf(draft), () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <PersonFields form={form} />
        <SecretFields form={form} isNew={isNew} />
      </Stack>
      <FormFoot sending={sending} submitLabel={submitLabel} onCancel={onDone} />
    </form>
  );
}

function PersonFields({ form }: { readonly form: StaffFields }): ReactNode {
  const { t } = useTranslation();
  const { role: ownRole } = useSession().person;
  const branches = useBranchChoices();
  const roles = ownRole === 'hq_admin' ? ROLES : ROLES.slice(0, 1);
  return (
    <>
      <Group grow align="flex-start">
        <TextInput label={t('staff.name')} withAsterisk data-autofocus maxLength={60} {...form.getInputProps('name')} />
        <TextInput label={t('staff.account')} withAsterisk maxLength={60} {...form.getInputProps('account')} />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('staff.role')}
          allowDeselect={false}
          data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          {...form.getInputProps('role')}
        />
        {form.values.role !== 'hq_admin' && (
          <Select label={t('staff.branch')} withAsterisk allowDeselect={false} data={branches} {...form.getInputProps('branchId')} />
        )}
      </Group>
      <Checkbox label={t('staff.isActive')} {...form.getInputProps('isActive', { type: 'checkbox' })} />
    </>
  );
}

function SecretFields({ form, isNew }: { readonly form: StaffFields; readonly isNew: boolean }): ReactNode {
  const { t } = useTranslation();
  const { role, pin } = form.values;
  return (
    <>
      {role !== 'hq_admin' && (
        <NewPasswordInput
          label={t('staff.pin')}
          description={t(isNew ? 'staff.newPinHint' : 'staff.pinHint')}
          inputMode="numeric"
          maxLength={PIN_LENGTH.max}
          {...form.getInputProps('pin')}
        />
      )}
      {role !== 'hq_admin' && pin !== '' && (
        <Checkbox
          label={t('staff.mustChangePin')}
          description={t('staff.mustChangePinHint')}
          {...form.getInputProps('mustChangePin', { type: 'checkbox' })}
        />
      )}
      {role !== 'cashier' && (
        <NewPasswordInput
          label={t('staff.password')}
          description={t(isNew ? 'staff.newPasswordHint' : 'staff.passwordHint')}
          {...form.getInputProps('password')}
        />
      )}
    </>
  );
}
