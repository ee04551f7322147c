import { ErrorNotice, newId, useFormat } from '@jifen/ui';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberDetail } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { useAct } from '../api/use-act.ts';
import { PanelFoot } from '../shell/side-panel.tsx';

/** Whether the member takes part. */
export function RecordStatus({ member }: { readonly member: MemberDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useTill();
  const change = useAct(api.changeMemberStatus, ['member']);
  const answer = errorAnswerOf(change.error);
  const { isActive, joinedAt } = member;
  return (
    <Stack gap="md">
      <Text>{t('member.joined', { at: format.date(joinedAt) })}</Text>
      <Alert color={isActive ? 'green' : 'red'} icon={isActive ? <IconCircleCheck aria-hidden /> : <IconUserOff aria-hidden />}>
        {t(isActive ? 'member.activeHint' : 'member.inactiveHint')}
      </Alert>
      {answer !== null && <ErrorNotice error={answer} />}
      <PanelFoot>
        <Button
          color={isActive ? 'red' : 'jade'}
          variant={isActive ? 'outline' : 'filled'}
          loading={change.isPending}
          onClick={() => change.mutate({ memberId: member.id, id: newId(), isActive: !isActive })}
        >
          {t(isActive ? 'member.deactivate' : 'member.activate')}
        </Button>
      </PanelFoot>
    </Stack>
  );
}
