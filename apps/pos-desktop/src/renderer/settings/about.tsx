import { EmptyState } from '@jifen/ui';
import { Button, Group, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconKey } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill, Staff } from '../api/model.ts';
import { CopyCard } from '../copies/copy-card.tsx';
import { SidePanel } from '../shell/side-panel.tsx';
import { PinChange } from '../sign-in/pin-change.tsx';
import classes from './settings.module.css';

export type AboutProps = { readonly till: EnrolledTill; readonly staff: Staff };

/** What this till is, and the PIN of who stands at it. */
export function About({ till, staff }: AboutProps): ReactNode {
  const { t } = useTranslation();
  const [isChanging, setChanging] = useState(false);
  const facts = [
    [t('settings.version'), till.app],
    [t('settings.branch'), till.branch.name],
    [t('settings.terminal'), till.terminal.name],
    [t('settings.terminalId'), till.terminal.id],
    [t('settings.idleLock'), till.idleLockMinutes === null ? t('settings.never') : t('settings.minutes', { n: till.idleLockMinutes })],
  ] as const;
  return (
    <div className={classes['cards']}>
      <section className={`jifen-surface ${classes['card'] ?? ''}`}>
        <Title order={2} size="h4">
          {t('settings.aboutTill')}
        </Title>
        <dl className={classes['facts']}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <CopyCard />
      <section className={`jifen-surface ${classes['card'] ?? ''}`}>
        <Group justify="space-between">
          <div>
            <Title order={2} size="h4">
              {t('settings.myPin')}
            </Title>
            <Text c="dimmed">{t('settings.myPinHint', { name: staff.name })}</Text>
          </div>
          <Button variant="default" leftSection={<IconKey size={20} aria-hidden />} onClick={() => setChanging(true)}>
            {t('settings.changePin')}
          </Button>
        </Group>
      </section>
      {isChanging && <PinPanel staff={staff} onClose={() => setChanging(false)} />}
    </div>
  );
}

function PinPanel({ staff, onClose }: { readonly staff: Staff; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  return (
    <SidePanel side="right" title={t('settings.changePin')} onClose={onClose}>
      {isDone ? (
        <output>
          <EmptyState icon={IconCircleCheck} title={t('settings.pinChanged')} />
        </output>
      ) : (
        <PinChange staff={staff} onChanged={() => setDone(true)} />
      )}
    </SidePanel>
  );
}
