import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useResolveException, type ExceptionItem } from './queries.ts';

export function ResolveForm({ exception, onDone }: { readonly exception: ExceptionItem; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('exceptions');
  const form = useForm({
    initialValues: { resolution: '' },
    validate: { resolution: (text) => (text.trim() === '' ? t('piece.required') : null) },
  });
  const sending = useSend(useResolveException(exception.id), { fieldByCode: {}, setErrors: form.setErrors });
  const submit = form.onSubmit(({ resolution }) => {
    sending.send({ resolution: resolution.trim() }, () => {
      onDone();
      saved(t('exception.done'));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Textarea
        label={t('exception.resolutionLabel')}
        description={t('exception.resolutionHint')}
        withAsterisk
        data-autofocus
        autosize
        minRows={3}
        maxLength={500}
        {...form.getInputProps('resolution')}
      />
      <FormFoot sending={sending} submitLabel={t('exception.submit')} onCancel={onDone} />
    </form>
  );
}
