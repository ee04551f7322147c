import { EmptyState, ErrorNotice } from '@jifen/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconDice5 } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIdOfSecret } from '../api/id-of-secret.ts';
import type { StaffRecord } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { DigitsField } from '../shell/digits-field.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import { randomPin } from './random-pin.ts';

/** A PIN that serves once: its owner chooses another at the next sign-in. */
export function PinPanel({ person, onClose }: { readonly person: StaffRecord; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const idOf = useIdOfSecret();
  const [pin, setPin] = useState('');
  const reset = useAct(api.resetPin, ['staff']);
  const answer = errorAnswerOf(reset.error);
  const isWhole = /^\d{6,12}$/.test(pin);
  function submit(): void {
    if (isWhole && !reset.isPending) reset.mutate({ staffId: person.id, id: idOf(pin), pin });
  }
  return (
    <SidePanel side="right" title={t('staff.pinTitle', { name: person.name })} onClose={onClose}>
      <Stack gap="md">
        {reset.isSuccess ? (
          <output>
            <EmptyState icon={IconCircleCheck} title={t('staff.pinDone', { pin })} hint={t('staff.pinDoneHint')} />
          </output>
        ) : (
          <>
            <Text>{t('staff.pinHint')}</Text>
            <Group align="flex-end" wrap="nowrap">
              <DigitsField label={t('staff.pin')} maxLength={12} text={pin} onChange={setPin} onEnter={submit} />
              <Button
                variant="default"
                size="lg"
                leftSection={<IconDice5 size={20} aria-hidden />}
                onClick={() => setPin(randomPin((into) => crypto.getRandomValues(into)))}
              >
                {t('staff.draw')}
              </Button>
            </Group>
            {answer !== null && <ErrorNotice error={answer} onClose={reset.reset} />}
          </>
        )}
        <PanelFoot>
          {reset.isSuccess ? (
            <Button onClick={onClose}>{t('shared.close')}</Button>
          ) : (
            <Button loading={reset.isPending} disabled={!isWhole} onClick={submit}>
              {t('staff.submitPin')}
            </Button>
          )}
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
