import { ErrorNotice, newId, sentenceOfError, type ErrorAnswer } from '@jifen/ui';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import {
  existingMemberOf,
  registerFieldOf,
  registerFormOf,
  registerRequestOf,
  type RegisterField,
  type RegisterForm,
} from './register-form.ts';

export type RegisterDrawerProps = {
  readonly typed: string;
  readonly onClose: () => void;
  readonly onMember: (memberId: string) => void;
};

/** Registers a member, with or without the line. The id is made when the drawer opens, so a second try cannot make a second member. */
export function RegisterDrawer({ typed, onClose, onMember }: RegisterDrawerProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [form, setForm] = useState(() => registerFormOf(typed));
  const register = useAct(api.registerMember, ['member']);
  const answer = errorAnswerOf(register.error);
  return (
    <SidePanel side="left" title={t('member.registerTitle')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate(registerRequestOf(id, form), { onSuccess: (member) => onMember(member.id) });
        }}
      >
        <Stack gap="sm">
          {answer !== null && <Refused answer={answer} onMember={onMember} />}
          <Fields form={form} answer={answer} onChange={(field, value) => setForm((before) => ({ ...before, [field]: value }))} />
          <PanelFoot>
            <Button variant="default" onClick={onClose}>
              {t('shared.cancel')}
            </Button>
            <Button type="submit" loading={register.isPending}>
              {t('member.registerSubmit')}
            </Button>
          </PanelFoot>
        </Stack>
      </form>
    </SidePanel>
  );
}

/** What concerns no field, or the member who has the number already. */
function Refused({ answer, onMember }: { readonly answer: ErrorAnswer; readonly onMember: (memberId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const memberId = existingMemberOf(answer);
  return (
    <>
      {(memberId !== null || registerFieldOf(answer.code) === null) && <ErrorNotice error={answer} />}
      {memberId !== null && (
        <Button variant="default" onClick={() => onMember(memberId)}>
          {t('member.useExisting')}
        </Button>
      )}
    </>
  );
}

type FieldsProps = {
  readonly form: RegisterForm;
  readonly answer: ErrorAnswer | null;
  readonly onChange: (field: RegisterField, value: string) => void;
};

function Fields({ form, answer, onChange }: FieldsProps): ReactNode {
  const { t, i18n } = useTranslation();
  const wrongField = answer === null ? null : registerFieldOf(answer.code);
  const optional = t('member.optional');
  // The notice above has the sentence where it also offers the member who is meant.
  const sentenceAt = (about: ErrorAnswer) => existingMemberOf(about) !== null || sentenceOfError(about, { t, language: i18n.language });
  function propsOf(field: RegisterField) {
    return {
      value: form[field],
      autoComplete: 'off',
      error: answer !== null && wrongField === field ? sentenceAt(answer) : null,
      onChange: (event: ChangeEvent<HTMLInputElement>) => onChange(field, event.currentTarget.value),
    };
  }
  return (
    <>
      <TextInput label={t('member.name')} required data-autofocus maxLength={80} {...propsOf('name')} />
      <TextInput label={t('member.phone')} placeholder={optional} inputMode="tel" {...propsOf('phone')} />
      <TextInput label={t('member.idNumber')} placeholder={optional} {...propsOf('idNumber')} />
      <TextInput label={t('member.address')} placeholder={optional} maxLength={200} {...propsOf('address')} />
      <TextInput
        label={t('member.cardNumber')}
        placeholder={t('member.cardNumberHint')}
        inputMode="numeric"
        data-scans="text"
        {...propsOf('cardNumber')}
      />
      <PasswordInput
        label={t('member.password')}
        placeholder={t('member.passwordHint')}
        {...propsOf('password')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('member.showPassword'), w: 48, h: 48 }}
      />
    </>
  );
}
