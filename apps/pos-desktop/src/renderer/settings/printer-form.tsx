import { ErrorNotice, NAME_BY_LANGUAGE } from '@jifen/ui';
import { Button, Group, NumberInput, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconPrinter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrinterSettings } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useChangePrinter } from './queries.ts';
import classes from './settings.module.css';

const KINDS: readonly PrinterSettings['kind'][] = ['none', 'tcp', 'device', 'system'];
const LANGUAGES = [
  { value: 'zh-CN', label: NAME_BY_LANGUAGE['zh-CN'] },
  { value: 'en', label: NAME_BY_LANGUAGE.en },
];
/** What network printers listen at. */
const USUAL_PORT = 9100;

export type PrinterFormProps = { readonly printer: PrinterSettings; readonly printsSystem: boolean };

export function PrinterForm({ printer, printsSystem }: PrinterFormProps): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [form, setForm] = useState(printer);
  const change = useChangePrinter();
  const trial = useMutation({ mutationFn: api.testPrinter });
  const answer = errorAnswerOf(change.error) ?? errorAnswerOf(trial.error);
  const isOn = form.kind !== 'none';
  return (
    <form
      className={`jifen-surface ${classes['card'] ?? ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        trial.reset();
        change.mutate(form);
      }}
    >
      <Stack gap={6}>
        <Text>{t('settings.printerKind')}</Text>
        <SegmentedControl
          aria-label={t('settings.printerKind')}
          value={form.kind}
          onChange={(value) => setForm({ ...form, kind: KINDS.find((known) => known === value) ?? 'none' })}
          data={KINDS.map((value) => ({ value, label: t(`settings.printerKinds.${value}`) }))}
        />
        <Text size="sm" c="dimmed">
          {form.kind === 'system' && !printsSystem ? t('settings.noSystemPrint') : t(`settings.printerKindHints.${form.kind}`)}
        </Text>
      </Stack>
      <Place form={form} onChange={setForm} />
      {isOn && <Habits form={form} onChange={setForm} />}
      {answer !== null && <ErrorNotice error={answer} />}
      <Group>
        <Button type="submit" loading={change.isPending}>
          {t('shared.save')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
          disabled={printer.kind === 'none'}
          loading={trial.isPending}
          onClick={() => {
            change.reset();
            trial.mutate();
          }}
        >
          {t('settings.printTest')}
        </Button>
        <output>
          {change.isSuccess && t('settings.saved')}
          {trial.isSuccess && t('settings.testSent')}
        </output>
      </Group>
    </form>
  );
}

type PartProps = { readonly form: PrinterSettings; readonly onChange: (form: PrinterSettings) => void };

/** Where the printer is. */
function Place({ form, onChange }: PartProps): ReactNode {
  const { t } = useTranslation();
  if (form.kind === 'tcp') {
    return (
      <div className={classes['numbers']}>
        <TextInput
          label={t('settings.host')}
          placeholder="192.168.1.50"
          required
          maxLength={255}
          autoComplete="off"
          value={form.host ?? ''}
          onChange={(event) => onChange({ ...form, host: event.currentTarget.value, port: form.port ?? USUAL_PORT })}
        />
        <NumberInput
          label={t('settings.port')}
          required
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          value={form.port ?? USUAL_PORT}
          onChange={(value) => onChange({ ...form, port: typeof value === 'number' ? value : null })}
        />
      </div>
    );
  }
  if (form.kind !== 'device') return null;
  return (
    <TextInput
      label={t('settings.path')}
      placeholder="/dev/usb/lp0"
      description={t('settings.pathHint')}
      required
      maxLength={255}
      autoComplete="off"
      spellCheck={false}
      value={form.path ?? ''}
      onChange={(event) => onChange({ ...form, path: event.currentTarget.value })}
    />
  );
}

/** What the printer does by itself. */
function Habits({ form, onChange }: PartProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Stack gap={6}>
        <Text>{t('settings.columns')}</Text>
        <SegmentedControl
          aria-label={t('settings.columns')}
          value={String(form.columns)}
          onChange={(value) => onChange({ ...form, columns: value === '32' ? 32 : 48 })}
          data={[
            { value: '32', label: t('settings.paper58') },
            { value: '48', label: t('settings.paper80') },
          ]}
        />
      </Stack>
      <Stack gap={6}>
        <Text>{t('settings.paperLanguage')}</Text>
        <SegmentedControl
          aria-label={t('settings.paperLanguage')}
          value={form.language}
          onChange={(value) => onChange({ ...form, language: value === 'en' ? 'en' : 'zh-CN' })}
          data={LANGUAGES}
        />
      </Stack>
      {(['isAutomatic', 'opensDrawer', 'cuts'] as const).map((habit) => (
        <Switch
          key={habit}
          size="lg"
          className={classes['switch'] ?? ''}
          label={t(`settings.habits.${habit}`)}
          checked={form[habit]}
          onChange={(event) => onChange({ ...form, [habit]: event.currentTarget.checked })}
        />
      ))}
    </>
  );
}
