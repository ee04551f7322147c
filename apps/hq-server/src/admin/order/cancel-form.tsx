import { Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useCancelOrder, type Order } from './queries.ts';

export function CancelForm({ order, onDone }: { readonly order: Order; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('orders');
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() === '' ? t('error.reason_missing') : null) },
  });
  const sending = useSend(useCancelOrder(order.id), { fieldByCode: { reason_missing: 'reason' }, setErrors: form.setErrors });
  const submit = form.onSubmit(({ reason }) => {
    sending.send({ reason: reason.trim() }, ({ isCancelWanted }) => {
      onDone();
      saved(t(isCancelWanted ? 'order.doneWaiting' : 'order.done'));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Text>{t('order.cancelHint')}</Text>
        <Textarea
          label={t('order.reason')}
          withAsterisk
          data-autofocus
          autosize
          minRows={2}
          maxLength={200}
          {...form.getInputProps('reason')}
        />
      </Stack>
      <FormFoot sending={sending} isDestructive submitLabel={t('order.cancel')} onCancel={onDone} />
    </form>
  );
}
