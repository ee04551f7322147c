import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../piece/dialog.tsx';
import { FormFoot } from '../piece/form-foot.tsx';
import { useSaved } from '../piece/use-saved.ts';
import { useRevokeTerminal, type Terminal } from './queries.ts';

export function RevokeButton({ terminal }: { readonly terminal: Terminal }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const revoke = useRevokeTerminal(terminal.id);
  const saved = useSaved('terminals');
  if (terminal.state === 'revoked') return '—';
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={dialog.open} aria-label={`${t('terminal.revoke')} ${terminal.name}`}>
        {t('terminal.revoke')}
      </Button>
      <Dialog title={t('terminal.revokeTitle', { name: terminal.name })} isOpen={isOpen} onClose={dialog.close}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            revoke.mutate(undefined, {
              onSuccess: () => {
                dialog.close();
                saved(t('terminal.revokedDone'));
              },
            });
          }}
        >
          <Text ta="start">{t('terminal.revokeHint')}</Text>
          <FormFoot sending={revoke} isDestructive submitLabel={t('terminal.revoke')} onCancel={dialog.close} />
        </form>
      </Dialog>
    </>
  );
}
