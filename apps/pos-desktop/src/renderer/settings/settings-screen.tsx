import { ErrorNotice } from '@jifen/ui';
import { Center, Tabs, Title } from '@mantine/core';
import { IconBarcode, IconInfoCircle, IconKeyboard, IconPalette, IconPrinter, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { errorAnswerOf } from '../api/till-context.tsx';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { Waiting } from '../shell/waiting.tsx';
import { About } from './about.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { PrinterPart } from './printer-part.tsx';
import { useSettingsQuery } from './queries.ts';
import { ScannerSettings } from './scanner-settings.tsx';
import classes from './settings.module.css';

export type SettingsScreenProps = { readonly till: EnrolledTill; readonly staff: Staff };

const PARTS = ['keys', 'scanner', 'display', 'printer', 'about'] as const;
type Part = (typeof PARTS)[number];

const ICONS: Readonly<Record<Part, Icon>> = {
  keys: IconKeyboard,
  scanner: IconBarcode,
  display: IconPalette,
  printer: IconPrinter,
  about: IconInfoCircle,
};

/** How this one till is set. What is changed holds at once. */
export function SettingsScreen({ till, staff }: SettingsScreenProps): ReactNode {
  const { t } = useTranslation();
  const settings = useSettingsQuery();
  const answer = errorAnswerOf(settings.error);
  if (settings.data === undefined) {
    return (
      <Center h="100%" p="xl">
        {answer === null ? <Waiting /> : <ErrorNotice error={answer} onRetry={() => void settings.refetch()} />}
      </Center>
    );
  }
  const { data } = settings;
  const panels: Readonly<Record<Part, ReactNode>> = {
    keys: <KeySettings settings={data} />,
    scanner: <ScannerSettings settings={data} />,
    display: <DisplaySettings settings={data} />,
    printer: <PrinterPart />,
    about: <About till={till} staff={staff} />,
  };
  return (
    <div className={classes['page']}>
      <Title order={1} size="h2">
        {t('settings.title')}
      </Title>
      <Tabs defaultValue="keys" keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List>
          {PARTS.map((part) => {
            const PartIcon = ICONS[part];
            return (
              <Tabs.Tab
                key={part}
                ref={part === PARTS[0] ? focusAtOnce : undefined}
                value={part}
                className={classes['tab'] ?? ''}
                leftSection={<PartIcon size={20} aria-hidden />}
              >
                {t(`settings.parts.${part}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {PARTS.map((part) => (
          <Tabs.Panel key={part} value={part} className={classes['panel'] ?? ''}>
            {panels[part]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
