import { Alert, Button, Group, Text } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTill } from '../api/model.ts';
import { ReEnrolPanel } from './re-enrol-panel.tsx';

export type ReEnrolNoticeProps = {
  readonly till: Pick<EnrolledTill, 'reEnrol' | 'canSignIn'>;
  /** Whether whoever stands there may enrol the till: a manager, or anybody where no PIN can be checked. */
  readonly mayEnrol: boolean;
};

/** HQ does not listen to this machine until it is enrolled again: why, and the way to it. */
export function ReEnrolNotice({ till, mayEnrol }: ReEnrolNoticeProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (till.reEnrol === null) return null;
  const why = till.canSignIn ? till.reEnrol : 'pins_lost';
  return (
    <Alert color="red" icon={<IconKeyOff aria-hidden />}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Text flex="1 1 260px">
          {t(`reEnrol.why.${why}`)} {!mayEnrol && t('reEnrol.askManager')}
        </Text>
        {mayEnrol && <Button onClick={() => setOpen(true)}>{t('reEnrol.open')}</Button>}
      </Group>
      {isOpen && <ReEnrolPanel onClose={() => setOpen(false)} />}
    </Alert>
  );
}
