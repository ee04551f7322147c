import { Button } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GrantDialog } from './grant-dialog.tsx';
import { useGrantScan } from './use-grant-scan.ts';

export type GrantDeskProps = {
  /** What was scanned of a grant; empty while it is still to be; null: nobody brings one. */
  readonly scanned: string | null;
  readonly onChange: (scanned: string | null) => void;
  /** Nothing else covers the counter. */
  readonly isListening: boolean;
  readonly onMember: (memberId: string) => void;
};

/** The counter's way to points from a phone: a button, the scanner, and the dialog that takes them. */
export function GrantDesk({ scanned, onChange, isListening, onMember }: GrantDeskProps): ReactNode {
  const { t } = useTranslation();
  useGrantScan(onChange, isListening && scanned === null);
  return (
    <>
      <Button variant="light" leftSection={<IconQrcode size={20} aria-hidden />} onClick={() => onChange('')}>
        {t('grant.open')}
      </Button>
      {scanned !== null && <GrantDialog scanned={scanned} onClose={() => onChange(null)} onMember={onMember} />}
    </>
  );
}
