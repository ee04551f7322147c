import { ErrorNotice, newId } from '@jifen/ui';
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawerReason } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useApproved } from '../approval/approval-provider.tsx';
import { PanelFoot, SidePanel } from '../shell/side-panel.tsx';
import classes from './shift.module.css';

const REASONS: readonly DrawerReason[] = ['change', 'check', 'other'];

/** The drawer without a sale; a manager allows it. */
export function DrawerPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { api } = useTill();
  const [id] = useState(newId);
  const [reason, setReason] = useState<DrawerReason>('change');
  const act = useMutation({ mutationFn: useApproved(api.openDrawer), onSuccess: onClose });
  const answer = errorAnswerOf(act.error);
  return (
    <SidePanel side="right" title={t('shift.drawerTitle')} onClose={onClose}>
      <Stack gap="md">
        <Text>{t('shift.drawerHint')}</Text>
        <Radio.Group
          label={t('shift.reason')}
          value={reason}
          onChange={(value) => setReason(REASONS.find((known) => known === value) ?? reason)}
        >
          <Stack gap={8} mt={6}>
            {REASONS.map((value) => (
              <Radio.Card key={value} value={value} className={classes['reason'] ?? ''}>
                <Radio.Indicator />
                {t(`shift.drawerReasons.${value}`)}
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
        {answer !== null && <ErrorNotice error={answer} />}
        <PanelFoot>
          <Button loading={act.isPending} onClick={() => act.mutate({ id, reason })}>
            {t('shift.openDrawer')}
          </Button>
        </PanelFoot>
      </Stack>
    </SidePanel>
  );
}
