import { ErrorNotice, newId } from '@jifen/ui';
import { Button, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { fenOf, YuanField } from './yuan-field.tsx';

/** Begins a shift with the change that lies in the drawer. May be put off: selling does not wait for it. */
export function OpenShiftPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [text, setText] = useState('');
  const open = useAct(api.openShift);
  const floatFen = fenOf(text);
  const answer = errorAnswerOf(open.error);
  function submit(): void {
    if (floatFen !== null && !open.isPending) open.mutate({ id, floatFen }, { onSuccess: onClose });
  }
  return (
    <SidePanel side="right" title={t('shift.openTitle')} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('shift.openHint')}</Text>
        <YuanField label={t('shift.float')} text={text} onChange={setText} onEnter={submit} />
        {answer !== null && <ErrorNotice error={answer} />}
        <PanelFoot>
          <Button variant="default" onClick={onClose}>
            {t('shift.later')}
          </Button>
          <Button loading={open.isPending} disabled={floatFen === null} onClick={submit}>
            {t('shift.open')}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
