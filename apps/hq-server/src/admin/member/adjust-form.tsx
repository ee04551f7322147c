import { Alert, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newId, useFormat } from '@jifen/ui';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { wholeOf } from '../piece/whole-of.ts';
import { useSend } from '../piece/use-send.ts';
import { useSaved } from '../piece/use-saved.ts';
import { MEMBER_FIELD_BY_CODE } from './field-by-code.ts';
import { useAdjustMember, type MemberRecord } from './queries.ts';

const MOST = 100_000_000;

export function AdjustForm({ member, onDone }: { readonly member: MemberRecord; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [id] = useState(newId);
  const saved = useSaved('members');
  const form = useForm<{ points: number | string; experience: number | string; reason: string }>({
    initialValues: { points: '', experience: '', reason: '' },
    validate: {
      points: (points, { experience }) => (wholeOf(points) === 0 && wholeOf(experience) === 0 ? t('member.adjust.nothing') : null),
      reason: (reason) => (reason.trim() === '' ? t('error.reason_missing') : null),
    },
  });
  const sending = useSend(useAdjustMember(member.id), { fieldByCode: MEMBER_FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ points, experience, reason }) => {
    sending.send({ id, points: wholeOf(points), experience: wholeOf(experience), reason: reason.trim() }, () => {
      onDone();
      saved(t('member.adjust.done'));
    });
  });
  const number = { allowDecimal: false, thousandSeparator: ',', min: -MOST, max: MOST, hideControls: true, inputMode: 'text' } as const;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden />}>
          {t('member.adjust.hint')}
        </Alert>
        <NumberInput
          label={t('member.adjust.points')}
          description={t('member.adjust.pointsHint')}
          data-autofocus
          {...number}
          {...form.getInputProps('points')}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('member.adjust.after', { n: format.count(member.points + wholeOf(form.values.points)) })}
        </Text>
        <NumberInput label={t('member.adjust.experience')} {...number} {...form.getInputProps('experience')} />
        <Textarea label={t('member.adjust.reason')} withAsterisk autosize minRows={2} maxLength={200} {...form.getInputProps('reason')} />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('member.adjust.submit')} onCancel={onDone} />
    </form>
  );
}
