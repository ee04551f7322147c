import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newId } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useWaive } from './queries.ts';

/** `confirm`: in HQ's name, that no till is missing of whose enrolment it knows nothing. */
export type Waived = { readonly branch: string; readonly incarnation: string; readonly name: string; readonly act: 'waive' | 'confirm' };

export function WaiveForm({ waived, onDone }: { readonly waived: Waived; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('lives');
  const [id] = useState(newId);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? t('piece.required') : null) },
  });
  const sending = useSend(useWaive(), { fieldByCode: { reason_missing: 'reason' }, setErrors: form.setErrors });
  const submit = form.onSubmit(({ reason }) => {
    const { branch, incarnation } = waived;
    sending.send({ id, branch, incarnation, reason: reason.trim() }, () => {
      onDone();
      saved(t(`life.barrier.${waived.act}.done`));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Text mb="sm">{t(`life.barrier.${waived.act}.hint`)}</Text>
      <Textarea
        label={t('life.reason')}
        description={t('life.reasonHint')}
        withAsterisk
        data-autofocus
        autosize
        minRows={2}
        maxLength={200}
        {...form.getInputProps('reason')}
      />
      <FormFoot sending={sending} isDestructive submitLabel={t(`life.barrier.${waived.act}.button`)} onCancel={onDone} />
    </form>
  );
}
