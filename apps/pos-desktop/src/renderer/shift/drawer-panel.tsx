import { ErrorNotice, newId } from '@jifen/ui';
import { Button, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawerReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { useApproved } from '../approval/approval-provider.tsx';
import { ReasonChoice } from '../shell/reason-choice.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';

const REASONS: readonly DrawerReason[] = ['change', 'check', 'other'];

/** The drawer without a sale; a manager allows it. */
export function DrawerPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [reason, setReason] = useState<DrawerReason>('change');
  const act = useAct(useApproved(api.openDrawer), ['shift']);
  const answer = errorAnswerOf(act.error);
  return (
    <SidePanel side="right" title={t('shift.drawerTitle')} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('shift.drawerHint')}</Text>
        <ReasonChoice
          label={t('shift.reason')}
          reasons={REASONS}
          reason={reason}
          onChoose={setReason}
          wordsOf={(value) => t(`shift.drawerReasons.${value}`)}
        />
        {answer !== null && <ErrorNotice error={answer} />}
        <PanelFoot>
          <Button loading={act.isPending} onClick={() => act.mutate({ id, reason }, { onSuccess: onClose })}>
            {t('shift.openDrawer')}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
