import { ErrorNotice, newId, sentenceOfError } from '@jifen/ui';
import { Button, Drawer, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf } from '../api/till-context.tsx';
import { useRegisterMember } from './queries.ts';
import { registerFieldOf, registerFormOf, registerRequestOf, type RegisterField } from './register-form.ts';

export type RegisterDrawerProps = {
  readonly typed: string;
  readonly onClose: () => void;
  readonly onMember: (memberId: string) => void;
};

/** Registers a member, with or without the line. The id is made when the drawer opens, so a second try cannot make a second member. */
export function RegisterDrawer({ typed, onClose, onMember }: RegisterDrawerProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [id] = useState(newId);
  const [form, setForm] = useState(() => registerFormOf(typed));
  const register = useRegisterMember((member) => {
    const card = member.cards[0] ?? t('shared.none');
    notifications.show({ color: 'jade', message: t('member.registered', { name: member.name, card }) });
    onMember(member.id);
  });
  const answer = errorAnswerOf(register.error);
  const wrongField = answer === null ? null : registerFieldOf(answer.code);
  const existing = typeof answer?.['memberId'] === 'string' ? answer['memberId'] : null;

  function fieldProps(field: RegisterField) {
    return {
      value: form[field],
      autoComplete: 'off',
      error: answer !== null && wrongField === field ? sentenceOfError(answer, { t, language: i18n.language }) : null,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        const { value } = event.currentTarget;
        setForm((before) => ({ ...before, [field]: value }));
      },
    };
  }
  const optional = t('member.optional');

  return (
    <Drawer
      opened
      onClose={onClose}
      position="left"
      size={440}
      title={t('member.registerTitle')}
      closeButtonProps={{ 'aria-label': t('shared.close'), size: 48 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate(registerRequestOf(id, form));
        }}
      >
        <Stack gap="sm">
          <TextInput label={t('member.name')} required data-autofocus maxLength={80} {...fieldProps('name')} />
          <TextInput label={t('member.phone')} placeholder={optional} inputMode="tel" {...fieldProps('phone')} />
          <TextInput label={t('member.idNumber')} placeholder={optional} {...fieldProps('idNumber')} />
          <TextInput label={t('member.address')} placeholder={optional} maxLength={200} {...fieldProps('address')} />
          <TextInput
            label={t('member.cardNumber')}
            placeholder={t('member.cardNumberHint')}
            inputMode="numeric"
            {...fieldProps('cardNumber')}
          />
          <PasswordInput
            label={t('member.password')}
            placeholder={t('member.passwordHint')}
            {...fieldProps('password')}
            autoComplete="new-password"
          />
          {answer !== null && wrongField === null && <ErrorNotice error={answer} />}
          {existing !== null && (
            <Button variant="default" onClick={() => onMember(existing)}>
              {t('member.useExisting')}
            </Button>
          )}
          <Group grow mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('shared.cancel')}
            </Button>
            <Button type="submit" loading={register.isPending}>
              {t('member.registerSubmit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
