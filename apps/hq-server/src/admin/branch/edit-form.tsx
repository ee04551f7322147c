import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../piece/changes-of.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { BranchFields } from './branch-fields.tsx';
import { useChangeBranch, type Branch } from './queries.ts';

const FIELD_BY_CODE = { name_empty: 'name', name_too_long: 'name' } as const;

/** Sends only what was changed: HQ and the branch may edit different fields at once. */
export function EditForm({ branch, onDone }: { readonly branch: Branch; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('branches');
  const { name, address, contact, openingHours, promotions } = branch;
  const form = useForm({
    initialValues: { name, address, contact, openingHours, promotions },
    validate: { name: (text) => (text.trim() === '' ? t('error.name_empty') : null) },
  });
  const sending = useSend(useChangeBranch(branch.id), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((values) => {
    sending.send(changesOf(form.getInitialValues(), values), () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <BranchFields of={(field) => form.getInputProps(field)} />
      <FormFoot sending={sending} submitLabel={t('shared.save')} onCancel={onDone} />
    </form>
  );
}
