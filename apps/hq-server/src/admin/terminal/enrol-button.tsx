import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktopPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../piece/dialog.tsx';
import { useIsHqAdmin } from '../session.ts';
import { Enrolment } from './enrolment.tsx';

export function EnrolButton({ branchId }: { readonly branchId: string | null }): ReactNode {
  const { t } = useTranslation();
  const isHqAdmin = useIsHqAdmin();
  const [isOpen, dialog] = useDisclosure(false);
  if (!isHqAdmin) return null;
  return (
    <>
      <Button leftSection={<IconDeviceDesktopPlus size={16} aria-hidden />} onClick={dialog.open}>
        {t('terminal.enrol')}
      </Button>
      <Dialog title={t('terminal.enrolTitle')} isOpen={isOpen} onClose={dialog.close}>
        <Enrolment branchId={branchId} onDone={dialog.close} />
      </Dialog>
    </>
  );
}
