import { Button } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keys/key-hint.tsx';
import { GrantDialog } from './grant-dialog.tsx';

export type GrantDeskProps = {
  /** What was scanned of a grant; empty while it is still to be; null: nobody brings one. */
  readonly scanned: string | null;
  readonly onChange: (scanned: string | null) => void;
  readonly onMember: (memberId: string) => void;
};

/** The counter's way to points from a phone: a button, and the dialog that takes them. */
export function GrantDesk({ scanned, onChange, onMember }: GrantDeskProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Button
        variant="light"
        leftSection={<IconQrcode size={20} aria-hidden />}
        rightSection={<KeyHint action="grant" />}
        onClick={() => onChange('')}
      >
        {t('grant.open')}
      </Button>
      {scanned !== null && <GrantDialog scanned={scanned} onClose={() => onChange(null)} onMember={onMember} />}
    </>
  );
}
