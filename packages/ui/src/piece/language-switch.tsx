import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../words/create-i18n.ts';
import { NAME_BY_LANGUAGE } from '../words/language-name.ts';

/** Shows the other language by its own name, so that a person who reads only that one finds it. */
export function LanguageSwitch(): ReactNode {
  const { i18n } = useTranslation();
  const other = languageOf(i18n.language) === 'en' ? 'zh-CN' : 'en';
  return (
    <Button variant="default" px="sm" lang={other} onClick={() => void i18n.changeLanguage(other)}>
      {NAME_BY_LANGUAGE[other]}
    </Button>
  );
}
