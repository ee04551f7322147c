import { Checkbox, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useFormat } from '@jifen/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRecord } from '../member/queries.ts';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useErase } from './queries.ts';

const FIELD_BY_CODE = { reason_missing: 'reason', points_left: 'forfeitPoints' } as const;

/** Erasing cannot be undone; that points are given up is said by a tick of its own. */
export function EraseForm({ member, onDone }: { readonly member: MemberRecord; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const saved = useSaved('members');
  // What is set aside for orders comes back when they are cancelled.
  const all = member.points + member.reserved;
  const left = all > member.debt ? all : 0;
  const form = useForm({
    initialValues: { reason: '', forfeitPoints: false },
    validate: {
      reason: (text) => (text.trim() === '' ? t('error.reason_missing') : null),
      forfeitPoints: (gives) => (left > 0 && !gives ? t('person.mustForfeit', { n: format.count(left) }) : null),
    },
  });
  const sending = useSend(useErase(member.id), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ reason, forfeitPoints }) => {
    sending.send({ reason: reason.trim(), forfeitPoints }, () => {
      onDone();
      saved(t('person.eraseDone'));
    });
  });
  const merged = member.linkedIds.length;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text>
          {t('person.eraseHint')} {merged > 0 && t('person.eraseAll', { n: format.count(merged) })}
        </Text>
        <Textarea
          label={t('person.eraseReason')}
          description={t('person.eraseReasonHint')}
          withAsterisk
          data-autofocus
          autosize
          minRows={2}
          maxLength={200}
          {...form.getInputProps('reason')}
        />
        {left > 0 && (
          <Checkbox
            label={t('person.forfeit', { n: format.count(left) })}
            description={t('person.forfeitHint')}
            {...form.getInputProps('forfeitPoints', { type: 'checkbox' })}
          />
        )}
      </Stack>
      <FormFoot sending={sending} isDestructive submitLabel={t('person.erase')} onCancel={onDone} />
    </form>
  );
}
