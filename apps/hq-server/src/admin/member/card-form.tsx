import { Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { parseCardNumber } from '@jifen/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSend } from '../piece/use-send.ts';
import { useSaved } from '../piece/use-saved.ts';
import { MEMBER_FIELD_BY_CODE } from './field-by-code.ts';
import { useBindCard, type MemberRecord } from './queries.ts';

export function CardForm({ member, onDone }: { readonly member: MemberRecord; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const saved = useSaved('members');
  const form = useForm({
    initialValues: { cardNumber: '', replaces: member.cards[0] ?? '' },
    validate: {
      cardNumber: (text) => {
        const card = parseCardNumber(text);
        return card.ok ? null : t(`error.${card.error.code}`);
      },
    },
  });
  const sending = useSend(useBindCard(member.id), { fieldByCode: MEMBER_FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit(({ cardNumber, replaces }) => {
    sending.send({ cardNumber: cardNumber.trim(), ...(replaces === '' ? {} : { replaces }) }, () => {
      onDone();
      saved(t('member.newCard.done'));
    });
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('member.newCard.number')}
          withAsterisk
          data-autofocus
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('cardNumber')}
        />
        <Select
          label={t('member.newCard.replaces')}
          allowDeselect={false}
          data={[...member.cards.map((card) => ({ value: card, label: card })), { value: '', label: t('member.newCard.keepAll') }]}
          {...form.getInputProps('replaces')}
        />
      </Stack>
      <FormFoot sending={sending} submitLabel={t('member.newCard.submit')} onCancel={onDone} />
    </form>
  );
}
