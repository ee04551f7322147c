import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { parseBranchId } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { BranchFields } from './branch-fields.tsx';
import { useCreateBranch } from './queries.ts';

const FIELD_BY_CODE = { name_empty: 'name', name_too_long: 'name', id_taken: 'id', malformed_id: 'id' } as const;

export function CreateForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('branches');
  const form = useForm({
    initialValues: { id: '', name: '', address: '', contact: '', openingHours: '', promotions: '' },
    validate: {
      id: (id) => (parseBranchId(id.trim()).ok ? null : t('branch.idMalformed')),
      name: (name) => (name.trim() === '' ? t('error.name_empty') : null),
    },
  });
  const sending = useSend(useCreateBranch(), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((values) => {
    sending.send({ ...values, id: values.id.trim() }, ({ name }) => {
      onDone();
      saved(t('branch.created', { name }));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <BranchFields of={(field) => form.getInputProps(field)} />
        <TextInput
          label={t('branch.id')}
          withAsterisk
          description={t('branch.idHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={32}
          {...form.getInputProps('id')}
        />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('branch.submitCreate')} onCancel={onDone} />
    </form>
  );
}
