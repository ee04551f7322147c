import { Radio, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newId, useFormat } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useDecide, type LifeAct, type LifeDetail } from './queries.ts';

type DecideFormProps = { readonly life: LifeDetail; readonly onDone: () => void };

/** One decision about a till's life, with its reason; each says beforehand what it does. */
export function DecideForm({ life, onDone }: DecideFormProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const saved = useSaved('lives');
  const [id] = useState(newId);
  const form = useForm<{ act: LifeAct | ''; reason: string }>({
    initialValues: { act: life.acts.length === 1 ? (life.acts[0] ?? '') : '', reason: '' },
    validate: {
      act: (act) => (act === '' ? t('piece.required') : null),
      reason: (text) => (text.trim() === '' ? t('piece.required') : null),
    },
  });
  const sending = useSend(useDecide(life), { fieldByCode: { reason_missing: 'reason' }, setErrors: form.setErrors });
  const submit = form.onSubmit(({ act, reason }) => {
    if (act === '') return;
    sending.send({ id, act, reason: reason.trim() }, () => {
      onDone();
      saved(t('life.done', { what: t(`life.act.${act}`) }));
    });
  });
  const points = (act: LifeAct) => format.count(act === 'compensate' ? life.compensable : life.rightsHeld);
  const { act } = form.values;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group label={t('life.decide')} withAsterisk {...form.getInputProps('act')}>
          <Stack gap="xs" mt="xs">
            {life.acts.map((each) => (
              <Radio key={each} value={each} label={t(`life.act.${each}`)} description={t(`life.means.${each}`, { n: points(each) })} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('life.reason')}
          description={t('life.reasonHint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={200}
          {...form.getInputProps('reason')}
        />
      </Stack>
      <FormFoot
        sending={sending}
        isDestructive={act === 'write_off' || act === 'declare_lost'}
        submitLabel={act === '' ? t('life.submit') : t(`life.act.${act}`)}
        onCancel={onDone}
      />
    </form>
  );
}
