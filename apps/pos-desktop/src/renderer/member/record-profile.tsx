import { ErrorNotice, newId, sentenceOfError } from '@jifen/ui';
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { PanelFoot } from '../shell/side-panel.tsx';
import { DoneNote } from './done-note.tsx';
import { PROFILE_FIELDS, profileChangeOf, profileFormOf, type ProfileField } from './profile-form.ts';
import { registerFieldOf } from './register-form.ts';

/** The profile, field by field. */
export function RecordProfile({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const { api } = useTill();
  const [before, setBefore] = useState(() => profileFormOf(member));
  const [form, setForm] = useState(before);
  const [id, setId] = useState(newId);
  const save = useAct(api.updateMember, ['member']);
  const answer = errorAnswerOf(save.error);
  const wrongField = answer === null ? null : registerFieldOf(answer.code);
  const change = profileChangeOf(before, form);
  function propsOf(field: ProfileField | 'password') {
    return {
      value: form[field],
      autoComplete: field === 'password' ? 'new-password' : 'off',
      error: answer !== null && wrongField === field ? sentenceOfError(answer, { t, language: i18n.language }) : null,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        const { value } = event.currentTarget;
        setForm((now) => ({ ...now, [field]: value }));
      },
    };
  }
  function submit(): void {
    // A name is never taken away.
    const { name, ...rest } = change;
    const body = { memberId: member.id, id, ...rest, ...(typeof name === 'string' ? { name } : {}) };
    save.mutate(body, {
      onSuccess: () => {
        const saved = { ...form, password: '' };
        setBefore(saved);
        setForm(saved);
        setId(newId());
      },
    });
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        {!member.isFull && <Text c="dimmed">{t('member.masked')}</Text>}
        {PROFILE_FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`member.${field}`)}
            type={field === 'birthday' ? 'date' : 'text'}
            maxLength={200}
            placeholder={maskedOf(member, field) ?? t(member.isFull ? 'member.optional' : 'member.asItIs')}
            {...propsOf(field)}
          />
        ))}
        <PasswordInput
          label={t('member.newPassword')}
          placeholder={t('member.asItIs')}
          {...propsOf('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('member.showPassword'), w: 48, h: 48 }}
        />
        {answer !== null && wrongField === null && <ErrorNotice error={answer} />}
        {save.isSuccess && <DoneNote text={t('member.saved')} />}
        <PanelFoot>
          <Button type="submit" loading={save.isPending} disabled={Object.keys(change).length === 0}>
            {t('member.save')}
          </Button>
        </PanelFoot>
      </Stack>
    </form>
  );
}

function maskedOf({ isFull, name, phoneMasked, idNumberMasked }: MemberDetail, field: ProfileField): string | null {
  if (isFull) return null;
  const masked: Partial<Record<ProfileField, string | null>> = { name, phone: phoneMasked, idNumber: idNumberMasked };
  return masked[field] ?? null;
}
