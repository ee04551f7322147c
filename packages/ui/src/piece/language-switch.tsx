import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../words/create-i18n.ts';

const choices = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'EN' },
];

/** Each language by its own name, so that a person who reads only one of them finds it. */
export function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('shared.language')}
      data={choices}
      value={languageOf(i18n.language)}
      onChange={(language) => void i18n.changeLanguage(language)}
    />
  );
}
