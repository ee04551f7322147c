import { ErrorNotice } from '@jifen/ui';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { focusAtOnce } from '../shell/focus-at-once.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';

/** What a manager decides about the life of this till: to go on here as the branch's till, or to end it in good order. */
export type LifeAct = 'begin' | 'close';

/** Says what the act means before it is done; a new life asks for a reason, which stands in the till's own log file. */
export function LifeActPanel({ act, onClose }: { readonly act: LifeAct; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [reason, setReason] = useState('');
  const doing = useAct(act === 'begin' ? api.beginLife : api.closeLife);
  const answer = errorAnswerOf(doing.error);

  function submit(event: FormEvent): void {
    event.preventDefault();
    doing.mutate(reason.trim(), { onSuccess: onClose });
  }

  return (
    <SidePanel side="right" title={t(`sync.act.${act}.title`)} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t(`sync.act.${act}.intro`)}</Text>
          {act === 'begin' && (
            <TextInput
              label={t('sync.act.reason')}
              description={t('sync.act.reasonHint')}
              required
              maxLength={200}
              ref={focusAtOnce}
              autoComplete="off"
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {answer !== null && <ErrorNotice error={answer} />}
          <PanelFoot>
            <Button
              type="submit"
              fullWidth
              color="red"
              loading={doing.isPending}
              disabled={act === 'begin' && reason.trim() === ''}
              {...(act === 'close' ? { ref: focusAtOnce } : {})}
            >
              {t(`sync.act.${act}.submit`)}
            </Button>
          </PanelFoot>
        </Stack>
      </form>
    </SidePanel>
  );
}
