import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newId } from '@jifen/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBranchChoices } from '../branch/queries.ts';
import { beijingTimeOf } from '../piece/beijing-time.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { usePublish } from './queries.ts';

const EVERY_BRANCH = '';
const FIELD_BY_CODE = { notice_over: 'until', branch_unknown: 'branchId' } as const;

export function NoticeForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [id] = useState(newId);
  const saved = useSaved('notices');
  const branches = useBranchChoices();
  const form = useForm({
    initialValues: { title: '', text: '', branchId: EVERY_BRANCH, until: '' },
    validate: {
      title: (title) => (title.trim() === '' ? t('piece.required') : null),
      until: (until) => (until !== '' && beijingTimeOf(until) === null ? t('piece.malformed') : null),
    },
  });
  const sending = useSend(usePublish(), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ title, text, branchId, until }) => {
    const content = { id, title: title.trim(), text: text.trim(), until: beijingTimeOf(until) };
    sending.send({ ...content, branchId: branchId === EVERY_BRANCH ? null : branchId }, () => {
      onDone();
      saved();
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t('notice.head')} withAsterisk data-autofocus maxLength={80} {...form.getInputProps('title')} />
        <Textarea label={t('notice.text')} autosize minRows={4} maxRows={12} maxLength={1000} {...form.getInputProps('text')} />
        <Select
          label={t('notice.branch')}
          allowDeselect={false}
          data={[{ value: EVERY_BRANCH, label: t('notice.everyBranch') }, ...branches]}
          {...form.getInputProps('branchId')}
        />
        <TextInput
          type="datetime-local"
          label={t('notice.until')}
          description={t('notice.untilHint')}
          maw={260}
          {...form.getInputProps('until')}
        />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('notice.publish')} onCancel={onDone} />
    </form>
  );
}
