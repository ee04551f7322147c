import { Amount, ErrorNotice } from '@jifen/ui';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../api/model.ts';
import { errorAnswerOf, useTill } from '../api/till-context.tsx';
import { KeyLayer } from '../keys/keys-provider.tsx';
import { useMember } from '../member/queries.ts';
import { Facts } from '../shell/facts.tsx';
import { PersonHead } from '../sign-in/person-head.tsx';
import { PinPad } from '../sign-in/pin-pad.tsx';
import { pinProblemOf } from '../sign-in/sign-in-screen.tsx';
import { StaffChoice } from '../sign-in/staff-choice.tsx';
import classes from './approval.module.css';
import type { WantedApproval } from './wanted-approval.ts';

export type ApprovalDialogProps = {
  readonly wanted: WantedApproval;
  readonly onApproved: (approval: string) => void;
  readonly onClose: () => void;
};

/** What is to be allowed, who allows it, and their PIN. */
export function ApprovalDialog(props: ApprovalDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      title={
        <Text span inherit fw={650} fz={20}>
          {t('approval.title')}
        </Text>
      }
      onClose={props.onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={760}
      zIndex={300}
      closeButtonProps={{ size: 48, 'aria-label': t('shared.close') }}
    >
      <KeyLayer onBack={props.onClose}>
        <Approving {...props} />
      </KeyLayer>
    </Modal>
  );
}

function Approving({ wanted, onApproved }: ApprovalDialogProps): ReactNode {
  const { t } = useTranslation();
  const { api, session } = useTill();
  const [approver, setApprover] = useState<Staff | null>(null);
  const approve = useMutation({ mutationFn: api.approve, onSuccess: ({ approval }) => onApproved(approval) });
  const answer = pinProblemOf(errorAnswerOf(approve.error));
  const state = session.getState();
  const ownId = state.kind === 'signed_out' ? null : state.session.person.id;
  function chooseAnew(): void {
    approve.reset();
    setApprover(null);
  }
  return (
    <div className={classes['sides']}>
      <Stack gap="md">
        <WantedFacts wanted={wanted} />
        <Text>{t('approval.who')}</Text>
        {answer !== null && <ErrorNotice error={answer} />}
      </Stack>
      {approver === null ? (
        <StaffChoice
          label={t('approval.who')}
          columns={1}
          isOffered={({ id, role }) => role !== 'cashier' && id !== ownId}
          onChoose={setApprover}
        />
      ) : (
        <Stack gap="sm">
          <Group justify="space-between" wrap="nowrap">
            <PersonHead staff={approver} />
            <Button variant="default" px="sm" leftSection={<IconUsers size={18} aria-hidden />} onClick={chooseAnew}>
              {t('signIn.change')}
            </Button>
          </Group>
          <PinPad
            key={approver.id}
            label={t('signIn.pin')}
            submitLabel={t(`approval.submit.${wanted.operation}`)}
            isBusy={approve.isPending}
            onSubmit={(pin) => approve.mutate({ ...wanted, staffId: approver.id, pin })}
          />
        </Stack>
      )}
    </div>
  );
}

function WantedFacts({ wanted: { operation, amountFen, memberId } }: { readonly wanted: WantedApproval }): ReactNode {
  const { t } = useTranslation();
  const member = useMember(memberId);
  return (
    <Facts
      look="box"
      facts={[
        { label: t('approval.operation'), value: t(`approval.operations.${operation}`) },
        ...(amountFen === null ? [] : [{ label: t('approval.amount'), value: <Amount amountFen={amountFen} fw={700} fz={24} /> }]),
        ...(memberId === null ? [] : [{ label: t('approval.member'), value: member.data?.name ?? '…' }]),
      ]}
    />
  );
}
