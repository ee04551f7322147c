import { ErrorNotice, NAME_BY_LANGUAGE } from '@jifen/ui';
import { SegmentedControl, Stack, Switch, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillSettings } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { useChangeSettings } from './queries.ts';
import classes from './settings.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];
const LANGUAGES = [
  { value: 'zh-CN', label: NAME_BY_LANGUAGE['zh-CN'] },
  { value: 'en', label: NAME_BY_LANGUAGE.en },
];

/** How the till looks: on this machine, at once. */
export function DisplaySettings({ settings }: { readonly settings: TillSettings }): ReactNode {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const change = useChangeSettings();
  const answer = errorAnswerOf(change.error);
  return (
    <section className={`jifen-surface ${classes['card'] ?? ''}`}>
      {answer !== null && <ErrorNotice error={answer} onClose={change.reset} />}
      <Switch
        size="lg"
        className={classes['switch'] ?? ''}
        label={t('settings.largeText')}
        description={t('settings.largeTextHint')}
        checked={settings.isLargeText}
        onChange={(event) => change.mutate({ ...settings, isLargeText: event.currentTarget.checked })}
      />
      <Switch
        size="lg"
        className={classes['switch'] ?? ''}
        label={t('settings.highContrast')}
        description={t('settings.highContrastHint')}
        checked={settings.isHighContrast}
        onChange={(event) => change.mutate({ ...settings, isHighContrast: event.currentTarget.checked })}
      />
      <Stack gap={6}>
        <Text>{t('settings.theme')}</Text>
        <SegmentedControl
          aria-label={t('settings.theme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((known) => known === value) ?? 'auto')}
          data={SCHEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        />
      </Stack>
      <Stack gap={6}>
        <Text>{t('settings.language')}</Text>
        <SegmentedControl
          aria-label={t('settings.language')}
          value={i18n.language}
          onChange={(value) => void i18n.changeLanguage(value)}
          data={LANGUAGES}
        />
      </Stack>
    </section>
  );
}
