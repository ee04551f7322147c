import { Button, Checkbox, Group, NumberInput, Paper, Radio, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { answerOf, ErrorNotice } from '@jifen/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaved } from '../piece/use-saved.ts';
import { useSend } from '../piece/use-send.ts';
import { useSaveSettings, type Settings } from './queries.ts';
import {
  CAP_LIMITS,
  draftOf,
  LEASE_LIMITS,
  LOCK_LIMITS,
  refundLimitOf,
  restPercentOf,
  type SettingDraft,
  settingsOf,
} from './setting-draft.ts';

const POLICIES = ['last_visited', 'most_visited', 'home', 'split', 'hq_only'] as const;
const SHARES = ['homePercent', 'lastPercent', 'secondPercent'] as const;
const FIELD_BY_CODE = { split_above_whole: 'homePercent' } as const;
const NUMBER = { hideControls: true, allowDecimal: false, allowNegative: false, clampBehavior: 'strict', maw: 220 } as const;
/** A field that belongs to the box above it stands under the box's words. */
const UNDER_BOX = { maw: 220, ms: 30 } as const;

type SettingFields = UseFormReturnType<SettingDraft>;

/** Where points lie while nobody asks for them, and how long a till may redeem alone. */
export function SettingForm({ settings }: { readonly settings: Settings }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const saved = useSaved('settings');
  const form: SettingFields = useForm<SettingDraft>({
    initialValues: draftOf(settings),
    validate: {
      homePercent: (_, draft) => (draft.placement === 'split' && restPercentOf(draft) < 0 ? t('error.split_above_whole') : null),
      perBranchCap: (value, draft) => (draft.isCapped && Number(value) < CAP_LIMITS.min ? t('piece.required') : null),
      leaseDays: (value, draft) => (draft.isLeased && Number(value) < LEASE_LIMITS.min ? t('piece.required') : null),
      refundLimit: (_, draft) => {
        const limit = refundLimitOf(draft);
        return draft.isRefundLimited && !limit.ok ? t(`error.${limit.error.code}`) : null;
      },
      idleLockMinutes: (value, draft) => (draft.isLocking && Number(value) < LOCK_LIMITS.min ? t('piece.required') : null),
    },
  });
  const sending = useSend(useSaveSettings(), { fieldByCode: FIELD_BY_CODE, setErrors: form.setErrors });
  const submit = form.onSubmit((draft) => sending.send(settingsOf(draft, settings.version), () => saved()));
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg" maw={720}>
        <PlacementFields form={form} />
        <TillFields form={form} />
        <CashierFields form={form} />
        {sending.error !== null && (
          <ErrorNotice error={answerOf(sending.error)} onRetry={() => void client.invalidateQueries({ queryKey: ['settings'] })} />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={sending.isPending} disabled={!form.isDirty()}>
            {t('setting.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PlacementFields({ form }: { readonly form: SettingFields }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('setting.placement')} hint={t('setting.placementHint')}>
      <Radio.Group aria-label={t('setting.placement')} {...form.getInputProps('placement')}>
        <Stack gap="sm">
          {POLICIES.map((policy) => (
            <Radio key={policy} value={policy} label={t(`setting.policy.${policy}`)} description={t(`setting.policyHint.${policy}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.placement === 'split' && (
        <Group align="flex-start">
          {SHARES.map((share) => (
            <NumberInput
              key={share}
              label={t(`setting.${share}`)}
              suffix=" %"
              min={0}
              max={100}
              {...NUMBER}
              {...form.getInputProps(share)}
            />
          ))}
          <Text size="sm" c="dimmed" w="100%">
            {t('setting.rest', { n: Math.max(0, restPercentOf(form.values)) })}
          </Text>
        </Group>
      )}
      <TickBox form={form} name="isCapped">
        <NumberInput label={t('setting.perBranchCap')} {...CAP_LIMITS} {...NUMBER} {...UNDER_BOX} {...form.getInputProps('perBranchCap')} />
      </TickBox>
    </Section>
  );
}

function TillFields({ form }: { readonly form: SettingFields }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('setting.till')} hint={t('setting.tillHint')}>
      <TickBox form={form} name="returnAtClose" hint={t('setting.returnAtCloseHint')} />
      <TickBox form={form} name="isLeased" hint={t('setting.isLeasedHint')}>
        <NumberInput label={t('setting.leaseDays')} {...LEASE_LIMITS} {...NUMBER} {...UNDER_BOX} {...form.getInputProps('leaseDays')} />
      </TickBox>
    </Section>
  );
}

function CashierFields({ form }: { readonly form: SettingFields }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('setting.cashier')} hint={t('setting.cashierHint')}>
      <TickBox form={form} name="isRefundLimited" hint={t('setting.isRefundLimitedHint')}>
        <TextInput label={t('setting.refundLimit')} inputMode="decimal" {...UNDER_BOX} {...form.getInputProps('refundLimit')} />
      </TickBox>
      <TickBox form={form} name="isLocking" hint={t('setting.isLockingHint')}>
        <NumberInput
          label={t('setting.idleLockMinutes')}
          {...LOCK_LIMITS}
          {...NUMBER}
          {...UNDER_BOX}
          {...form.getInputProps('idleLockMinutes')}
        />
      </TickBox>
    </Section>
  );
}

type TickBoxProps = {
  readonly form: SettingFields;
  readonly name: 'isCapped' | 'returnAtClose' | 'isLeased' | 'isRefundLimited' | 'isLocking';
  readonly hint?: string;
  readonly children?: ReactNode;
};

/** A box to tick, and what belongs to it while it is ticked. */
function TickBox({ form, name, hint, children }: TickBoxProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox label={t(`setting.${name}`)} description={hint} {...form.getInputProps(name, { type: 'checkbox' })} />
      {form.values[name] && children}
    </>
  );
}

type SectionProps = { readonly title: string; readonly hint: string; readonly children: ReactNode };

function Section({ title, hint, children }: SectionProps): ReactNode {
  return (
    <Paper component="section" p="lg" withBorder>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
