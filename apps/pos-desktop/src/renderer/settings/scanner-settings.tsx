import { ErrorNotice } from '@jifen/ui';
import { Button, Group, NumberInput, Text, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillSettings } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { DEFAULT_SCANNER, type ScannerRules } from '../scan/burst.ts';
import { Calibration } from './calibration.tsx';
import { useChangeSettings } from './queries.ts';
import classes from './settings.module.css';

/** How this till's scanner types. */
export function ScannerSettings({ settings }: { readonly settings: TillSettings }): ReactNode {
  const { t } = useTranslation();
  const [rules, setRules] = useState<ScannerRules>(settings.scanner);
  const change = useChangeSettings();
  const answer = errorAnswerOf(change.error);
  const save = (scanner: ScannerRules): void => {
    setRules(scanner);
    change.mutate({ ...settings, scanner });
  };
  return (
    <>
      <Calibration rules={rules} onAccept={save} />
      <form
        className={`jifen-surface ${classes['card'] ?? ''}`}
        onSubmit={(event) => {
          event.preventDefault();
          save(rules);
        }}
      >
        <div>
          <Title order={2} size="h4">
            {t('settings.scannerRules')}
          </Title>
          <Text c="dimmed">{t('settings.scannerHint')}</Text>
        </div>
        {answer !== null && <ErrorNotice error={answer} onClose={change.reset} />}
        <Fields rules={rules} onChange={setRules} />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('shared.save')}
          </Button>
          <Button variant="default" onClick={() => save(DEFAULT_SCANNER)}>
            {t('settings.defaults')}
          </Button>
          <output>{change.isSuccess && t('settings.saved')}</output>
        </Group>
      </form>
    </>
  );
}

type FieldsProps = { readonly rules: ScannerRules; readonly onChange: (rules: ScannerRules) => void };

function Fields({ rules, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes['numbers']}>
      <NumberInput
        label={t('settings.maxGapMs')}
        description={t('settings.maxGapMsHint')}
        min={5}
        max={60}
        allowDecimal={false}
        hideControls
        value={rules.maxGapMs}
        onChange={(value) => onChange({ ...rules, maxGapMs: wholeOf(value, DEFAULT_SCANNER.maxGapMs) })}
      />
      <NumberInput
        label={t('settings.minLength')}
        description={t('settings.minLengthHint')}
        min={3}
        max={40}
        allowDecimal={false}
        hideControls
        value={rules.minLength}
        onChange={(value) => onChange({ ...rules, minLength: wholeOf(value, DEFAULT_SCANNER.minLength) })}
      />
      <TextInput
        label={t('settings.prefix')}
        description={t('settings.affixHint')}
        maxLength={8}
        autoComplete="off"
        value={rules.prefix}
        onChange={(event) => onChange({ ...rules, prefix: event.currentTarget.value })}
      />
      <TextInput
        label={t('settings.suffix')}
        description={t('settings.affixHint')}
        maxLength={8}
        autoComplete="off"
        value={rules.suffix}
        onChange={(event) => onChange({ ...rules, suffix: event.currentTarget.value })}
      />
    </div>
  );
}

function wholeOf(value: number | string, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
}
