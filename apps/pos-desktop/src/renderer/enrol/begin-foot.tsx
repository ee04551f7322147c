import { LanguageSwitch, ThemeSwitch } from '@jifen/ui';
import { Button, Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The way back, where there is one, and how the page looks and speaks. */
export function BeginFoot({ onBack }: { readonly onBack?: (() => void) | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group justify={onBack === undefined ? 'flex-end' : 'space-between'} gap="xs">
      {onBack !== undefined && (
        <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
          {t('enrol.back')}
        </Button>
      )}
      <Group gap="xs">
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
    </Group>
  );
}
